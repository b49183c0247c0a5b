# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The filters of the public list as links, their counts, and the heading above the list. Every link works without a script."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.kit.dates import short_day
from nahdran.reports.distances import distance_in_words
from nahdran.reports.queries import filters as choices
from nahdran.reports.queries.counts import Counts
from nahdran.reports.queries.public import ALL, OPEN, SETTLED, Filters
from nahdran.reports.views.citizen.asked import Asked

_DAYS = (7, 30, 365)
_RADII_M = (500, 1000, 2000, 5000)

Link = dict[str, Any]


def filter_links(asked: Asked, filters: Filters, counted: Counts) -> dict[str, Any]:
    """What the template of the list needs for its chips."""
    groups, districts = choices.group_choices(), choices.district_choices()
    group = filters.group or choices.group_of(filters.category)
    return {
        "states": _states(asked, filters, counted),
        "groups": _links(asked, "gruppe", groups, "" if filters.category else filters.group, art=""),
        "kinds": _links(asked, "art", choices.category_choices(group), filters.category, gruppe=group) if group else [],
        "what": choices.category_name(filters.category) or choices.group_name(filters.group),
        "districts": _links(asked, "ortsteil", districts, filters.district),
        "district_name": choices.district_name(filters.district),
        "times": _times(asked, filters),
        "time_name": _time_name(filters),
        "photo_href": asked.address(foto="" if filters.photo else "1"),
        "radii": _radii(asked, filters),
        "sort_name": _sort_name(filters),
        "places": _places(asked, filters),
    }


def heading(filters: Filters, counted: Counts) -> str:
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


def _states(asked: Asked, filters: Filters, counted: Counts) -> list[Link]:
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


def _links(asked: Asked, name: str, found: list[choices.Choice], current: str, **also: str) -> list[Link]:
    """A link for each choice and one that takes it back."""
    every = {"label": _("Alle"), "href": asked.address(**{name: "", **also}), "current": not current}
    return [
        every,
        *(
            {
                "label": choice.label,
                "href": asked.address(**{**also, name: choice.key}),
                "current": choice.key == current,
            }
            for choice in found
        ),
    ]


def _times(asked: Asked, filters: Filters) -> list[Link]:
    bare = {"tage": "", "von": "", "bis": ""}
    every = {"label": _("Jederzeit"), "href": asked.address(**bare), "current": not _time_name(filters)}
    return [
        every,
        *(
            {
                "label": ngettext("Letzter Tag", "Letzte %(days)d Tage", days) % {"days": days},
                "href": asked.address(**{**bare, "tage": str(days)}),
                "current": filters.days == days,
            }
            for days in _DAYS
        ),
    ]


def _time_name(filters: Filters) -> str:
    if filters.days:
        return ngettext("Letzter Tag", "Letzte %(days)d Tage", filters.days) % {"days": filters.days}
    if filters.since and filters.until:
        return f"{short_day(filters.since)} – {short_day(filters.until)}"
    if filters.since:
        return _("ab %(day)s") % {"day": short_day(filters.since)}
    return _("bis %(day)s") % {"day": short_day(filters.until)} if filters.until else ""


def _radii(asked: Asked, filters: Filters) -> list[Link]:
    if not filters.near:
        return []
    every = {"label": _("Ganze Stadt"), "href": asked.address(umkreis=""), "current": not filters.metres}
    return [
        every,
        *(
            {
                "label": _("Bis %(distance)s") % {"distance": distance_in_words(metres)},
                "href": asked.address(umkreis=str(metres)),
                "current": filters.metres == metres,
            }
            for metres in _RADII_M
        ),
    ]


def _sort_name(filters: Filters) -> str:
    if not filters.near:
        return _("Neueste zuerst")
    if filters.metres:
        return _("Nächste zuerst, bis %(distance)s") % {"distance": distance_in_words(filters.metres)}
    return _("Nächste zuerst")


def _places(asked: Asked, filters: Filters) -> list[Link]:
    """Where the list ends, each with the link that lets it go on."""
    found = []
    if filters.frame:
        found.append({"label": _("Nur der gezeigte Ausschnitt der Karte."), "href": asked.address(bbox="")})
    if filters.ring:
        found.append({"label": _("Nur das gezeichnete Gebiet."), "href": asked.address(gebiet="")})
    if filters.near and filters.metres:
        distance = distance_in_words(filters.metres)
        words = _("Nur im Umkreis von %(distance)s.") % {"distance": distance}
        found.append({"label": words, "href": asked.address(umkreis="")})
    return found
