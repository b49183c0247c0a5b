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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nahdran.kit.paging import InvalidCursor
from nahdran.kit.text import clean_line
from nahdran.places.pictures import view_of
from nahdran.places.queries import search_addresses
from nahdran.reports.kept import Kept
from nahdran.reports.queries import public
from nahdran.reports.queries.counts import counts
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.mapdata import features
from nahdran.reports.queries.narrowing import place_of
from nahdran.reports.queries.public import ALL, OPEN, Filters
from nahdran.reports.views.citizen.asked import LONGEST, Asked, joined
from nahdran.reports.views.citizen.choosing import filter_links, heading
from nahdran.reports.views.citizen.picture import HEIGHT, WIDTH

_LEGEND = (
    ("new", gettext_lazy("Eingegangen")),
    ("work", gettext_lazy("In Arbeit")),
    ("ask", gettext_lazy("Rückfrage")),
    ("done", gettext_lazy("Abgeschlossen")),
)
# How long a browser may show the same points without asking again.
_POINTS_SECONDS = 30
# How near the map begins around an address, and the size of window that a named part should fit into.
_NEAR_ZOOM = 14.0
_WINDOW = (640, 560)
_NOTHING: dict[str, Any] = {"type": "FeatureCollection", "features": []}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list: newest first, or nearest first around an address that was typed or a position that was given."""
    asked = Asked(request)
    if around := clean_line(request.GET.get("adresse", ""))[:LONGEST]:
        return _around(request, asked, around)
    filters = asked.filters
    try:
        page = public.public_page(filters, request.GET.get("seite", ""))
    except InvalidCursor:
        return redirect(asked.address())
    counted = counts(filters)
    context = {
        "current_nav": "report",
        "filters": filters,
        "rows": page.rows,
        "next": asked.address(seite=page.next) if page.next else "",
        "previous": asked.address(seite=page.previous) if page.previous else "",
        "heading": heading(filters, counted),
        "map": _map(asked, filters),
        **filter_links(asked, filters, counted),
        **_forms(asked),
        **_other_forms(asked),
    }
    return render(request, "reports/citizen/list.html", context)


def _around(request: HttpRequest, asked: Asked, typed: str) -> HttpResponse:
    """Turn a typed address into a position in the address of the page."""
    hit = next(iter(search_addresses(typed, limit=1)), None)
    if hit is None:
        messages.warning(request, _("Zu „%(address)s“ haben wir keine Adresse gefunden.") % {"address": typed})
        return redirect(asked.address())
    return redirect(asked.address(nahe=f"{hit.lon:.5f},{hit.lat:.5f}"))


def _forms(asked: Asked) -> dict[str, Any]:
    """What the three small forms of the page must not lose, and where links lead that take something back."""
    return {
        "search_hidden": asked.parameters(q="").items(),
        "near_hidden": asked.parameters(nahe="").items(),
        "time_hidden": asked.parameters(von="", bis="", tage="").items(),
        "newest": asked.address(nahe="", umkreis=""),
        "reset": asked.path,
    }


def _other_forms(asked: Asked) -> dict[str, str]:
    """The same choice as feed, data, print and frame."""
    return {
        "subscribe": asked.of("reports:subscribe"),
        "rss": asked.of("reports:feed_rss"),
        "atom": asked.of("reports:feed_atom"),
        "csv": asked.of("reports:csv"),
        "geojson": asked.of("reports:geojson"),
        "print": asked.of("reports:print"),
        "embed": asked.of("reports:embed_code"),
    }


_maps: Kept[str] = Kept()


def _map(asked: Asked, filters: Filters) -> str:
    """The frame of the map, the same for everybody who looks at the same choice. Kept for a few seconds."""
    shown = {name: value for name, value in asked.narrowing(bbox="").items() if name != "nahe" or filters.metres}
    source = joined(reverse("reports:points"), shown)
    return _maps.get(asked.address(karte="", nadeln=""), lambda: _draw_map(asked, filters, shown, source))


def frame_map(asked: Asked, filters: Filters) -> str:
    """The bare map for a frame on another site: no view in the address, no way to other choices."""
    shown = {name: value for name, value in asked.narrowing(bbox="").items() if name != "nahe" or filters.metres}
    context = {
        "points": joined(reverse("reports:points"), shown),
        "legend": [],
        "more": {"picture": _picture(shown), **_place(filters)},
    }
    return render_to_string("reports/partials/map.html", context)


def _draw_map(asked: Asked, filters: Filters, shown: dict[str, str], source: str) -> str:
    settled = (
        {"label": _("Nur offene"), "href": asked.address(stand="", karte="", nadeln=""), "icon": "check-circle"}
        if filters.state == ALL
        else {
            "label": _("Auch erledigte"),
            "href": asked.address(stand=ALL, karte="", nadeln=""),
            "icon": "check-circle",
        }
    )
    context = {
        "points": source,
        "legend": [{"label": label, "tone": tone} for tone, label in _LEGEND],
        "more": {
            **_place(filters),
            "tools": [settled] if filters.state in (OPEN, ALL) else [],
            "here": asked.address(bbox="", karte="", nadeln=""),
            "picture": _picture(shown),
        },
    }
    return render_to_string("reports/partials/map.html", context)


def _place(filters: Filters) -> dict[str, Any]:
    """Where the map begins, if the choice names a place, and the pin of the place that distances are counted from."""
    place = place_of(filters)
    found: dict[str, Any] = {}
    if filters.near:
        lon, lat = filters.near
        found["mark"] = {"lon": lon, "lat": lat, "title": _("Von hier aus gemessen")}
        found["start"] = {"lon": lon, "lat": lat, "zoom": _NEAR_ZOOM}
    if place:
        lon, lat, zoom = view_of((place.west, place.south, place.east, place.north), _WINDOW, margin=0)
        found["start"] = {"lon": lon, "lat": lat, "zoom": zoom}
    return found


def _picture(shown: dict[str, str]) -> dict[str, Any]:
    """What stands there without a script: the same choice, drawn by the server."""
    address = joined(reverse("reports:picture"), shown)
    return {
        "light": address,
        "dark": f"{address}{'&' if '?' in address else '?'}theme=dark",
        "alt": _("Karte der Mängel. Die Liste daneben nennt jeden einzelnen."),
        "width": WIDTH,
        "height": HEIGHT,
    }


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The map's points as GeoJSON: at most 500, else counts in cells."""
    asked = Asked(request)
    filters = asked.filters
    zoom = request.GET.get("zoom", "")
    if filters.frame is None or not _is_number(zoom) or not 0 < int(zoom) <= 22:
        error = _("Bitte geben Sie einen Ausschnitt (bbox) und eine Stufe (zoom) an.")
        return JsonResponse({"error": error}, status=400)

    def list_of(frame: Frame) -> str:
        bbox = f"{frame.west:.5f},{frame.south:.5f},{frame.east:.5f},{frame.north:.5f}"
        return f"/maengel/?{urlencode(asked.narrowing(bbox=bbox))}"

    is_near_enough = int(zoom) >= _from_zoom(request)
    found = features(filters, int(zoom), _page_address, list_of) if is_near_enough else _NOTHING
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
