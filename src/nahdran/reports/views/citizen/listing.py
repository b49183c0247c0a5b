# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/: the list and its twin, the map. Every filter lives in the address, and both read it with the same words."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from nahdran.kit.paging import InvalidCursor
from nahdran.kit.text import clean_line
from nahdran.places.queries import search_addresses
from nahdran.reports.kept import Kept
from nahdran.reports.queries import filters as choices
from nahdran.reports.queries import public
from nahdran.reports.queries.counts import Counts, counts
from nahdran.reports.queries.geo import parse_frame, parse_point
from nahdran.reports.queries.mapdata import features
from nahdran.reports.queries.public import ALL, OPEN, SETTLED, Filters

_LONGEST = 100
_PARAMETERS = ("stand", "gruppe", "art", "ortsteil", "q", "bbox", "nahe")
_LEGEND = (
    ("new", gettext_lazy("Eingegangen")),
    ("work", gettext_lazy("In Arbeit")),
    ("ask", gettext_lazy("Rückfrage")),
    ("done", gettext_lazy("Abgeschlossen")),
)
# For who loads the points as data: everything, and so near that nothing is gathered into cells while it is few.
_WHOLE_TOWN = {"bbox": "5.8,47.2,15.1,55.1", "zoom": "14"}
# How long a browser may show the same points without asking again.
_POINTS_SECONDS = 30


class Asked:
    """What the address asks for, and addresses that ask for something slightly different."""

    def __init__(self, request: HttpRequest) -> None:
        self.raw = {name: clean_line(request.GET.get(name, ""))[:_LONGEST] for name in _PARAMETERS}
        self.path = reverse("reports:list")

    @property
    def filters(self) -> Filters:
        """Nonsense in the address is passed over, so an old or broken link still shows a list."""
        raw = self.raw
        return Filters(
            state=raw["stand"] if raw["stand"] in public.STATES else OPEN,
            group=raw["gruppe"],
            category=raw["art"],
            district=raw["ortsteil"],
            text=raw["q"],
            frame=parse_frame(raw["bbox"]),
            near=parse_point(raw["nahe"]),
        )

    def parameters(self, **changed: str) -> dict[str, str]:
        return {name: value for name, value in {**self.raw, **changed}.items() if value}

    def address(self, **changed: str) -> str:
        """The same list with something changed; it starts at its first page again unless ``seite`` is given."""
        parameters = self.parameters(**changed)
        return f"{self.path}?{urlencode(parameters)}" if parameters else self.path


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list: newest first, or nearest first around an address that was typed or a position that was given."""
    asked = Asked(request)
    if around := clean_line(request.GET.get("adresse", ""))[:_LONGEST]:
        return _around(request, asked, around)
    filters = asked.filters
    try:
        page = public.public_page(filters, request.GET.get("seite", ""))
    except InvalidCursor:
        return redirect(asked.address())
    context = {
        "current_nav": "report",
        "filters": filters,
        "rows": page.rows,
        "next": asked.address(seite=page.next) if page.next else "",
        "previous": asked.address(seite=page.previous) if page.previous else "",
        **_around_rows(asked, filters),
    }
    return render(request, "reports/citizen/list.html", context)


def _around(request: HttpRequest, asked: Asked, typed: str) -> HttpResponse:
    """Turn a typed address into a position in the address of the page."""
    hit = next(iter(search_addresses(typed, limit=1)), None)
    if hit is None:
        messages.warning(request, _("Zu „%(address)s“ haben wir keine Adresse gefunden.") % {"address": typed})
        return redirect(asked.address())
    return redirect(asked.address(nahe=f"{hit.lon:.5f},{hit.lat:.5f}"))


def _around_rows(asked: Asked, filters: Filters) -> dict[str, Any]:
    """Filters as links, counts, headings, and the address of the map's points."""
    groups, districts = choices.group_choices(), choices.district_choices()
    counted = counts(filters)
    points = asked.parameters(bbox="", nahe="")
    return {
        "states": _state_links(asked, filters, counted),
        "groups": _links(asked, "gruppe", groups, filters.group),
        "group_name": _name_of(groups, filters.group)
        or (choices.category_name(filters.category) if filters.category else ""),
        "districts": _links(asked, "ortsteil", districts, filters.district),
        "district_name": _name_of(districts, filters.district),
        "heading": _heading(filters, counted),
        "map": _map(f"{reverse('reports:points')}?{urlencode(points)}"),
        "points": f"{reverse('reports:points')}?{urlencode(points)}",
        "data_href": f"{reverse('reports:points')}?{urlencode(points | _WHOLE_TOWN)}",
        "search_hidden": asked.parameters(q="").items(),
        "near_hidden": asked.parameters(nahe="").items(),
        "sort_name": _("Nächste zuerst") if filters.near else _("Neueste zuerst"),
        "newest": asked.address(nahe=""),
        "everywhere": asked.address(bbox=""),
        "reset": asked.path,
    }


_maps: Kept[str] = Kept()


def _map(source: str) -> str:
    """The frame of the map, the same for everybody who looks at the same part. Kept for a few seconds."""
    legend = [{"label": label, "tone": tone} for tone, label in _LEGEND]
    return _maps.get(
        source, lambda: render_to_string("reports/partials/map.html", {"points": source, "legend": legend})
    )


def _state_links(asked: Asked, filters: Filters, counted: Counts) -> list[dict[str, Any]]:
    labels = ((OPEN, _("Offen")), (SETTLED, _("Erledigt")), (ALL, _("Alle")))
    return [
        {
            "label": label,
            "href": asked.address(stand="" if state == OPEN else state),
            "current": filters.state == state,
            "count": counted.words(state) if state != ALL else None,
        }
        for state, label in labels
    ]


def _links(asked: Asked, name: str, found: list[choices.Choice], current: str) -> list[dict[str, Any]]:
    """A link for each choice. Another group takes back the kind that was chosen within the old one."""
    also = {"art": ""} if name == "gruppe" else {}
    every = {"label": _("Alle"), "href": asked.address(**{name: "", **also}), "current": not current}
    return [
        every,
        *(
            {
                "label": choice.label,
                "href": asked.address(**{name: choice.key, **also}),
                "current": choice.key == current,
            }
            for choice in found
        ),
    ]


def _name_of(found: list[choices.Choice], key: str) -> str:
    return next((choice.label for choice in found if choice.key == key), "")


def _heading(filters: Filters, counted: Counts) -> str:
    """„34 offene Mängel“; without a number where nobody counted."""
    total = counted.of(filters.state)
    number = counted.words(filters.state)
    if total is None or not number:
        return str({OPEN: _("Offene Mängel"), SETTLED: _("Erledigte Mängel"), ALL: _("Mängel")}[filters.state])
    words = {
        OPEN: ngettext("%(count)s offener Mangel", "%(count)s offene Mängel", total),
        SETTLED: ngettext("%(count)s erledigter Mangel", "%(count)s erledigte Mängel", total),
        ALL: ngettext("%(count)s Mangel", "%(count)s Mängel", total),
    }
    return words[filters.state] % {"count": number}


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The map's points as GeoJSON: at most 500, else counts in cells."""
    asked = Asked(request)
    filters = asked.filters
    zoom = request.GET.get("zoom", "")
    if filters.frame is None or not _is_number(zoom) or not 0 < int(zoom) <= 22:
        error = _("Bitte geben Sie einen Ausschnitt (bbox) und eine Stufe (zoom) an.")
        return JsonResponse({"error": error}, status=400)
    found = (
        features(filters, int(zoom), _page_address)
        if int(zoom) >= _from_zoom(request)
        else {"type": "FeatureCollection", "features": []}
    )
    response = JsonResponse(found, content_type="application/geo+json")
    patch_cache_control(response, private=True, max_age=_POINTS_SECONDS)
    return response


def _from_zoom(request: HttpRequest) -> int:
    """``ab``: a map that shows points only when one is near enough."""
    asked = request.GET.get("ab", "")
    return int(asked) if _is_number(asked) else 0


def _is_number(text: str) -> bool:
    """Of one or two digits. Not every sign that counts as a digit can be read as a number: "²"."""
    return text.isdecimal() and len(text) < 3


def _page_address(reference: str) -> str:
    """The address of a report's page; built by hand, because 500 look-ups of a name would cost more than the query."""
    return f"/maengel/{reference}/"
