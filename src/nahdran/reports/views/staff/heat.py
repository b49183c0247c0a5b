# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/maengel/statistik/karte/: where most is reported, as squares over the map and as a table. The choice is that of the statistics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.kit import clock
from nahdran.places.mapdata import Bounds
from nahdran.places.metric import distance_m
from nahdran.places.pictures import squares_in_page, view_of
from nahdran.places.queries import town_view
from nahdran.places.queries.areas import Shapes, shapes
from nahdran.places.queries.many import labels_of
from nahdran.places.svg import STEPS, Square
from nahdran.reports.queries.figures import Scope, years_counted
from nahdran.reports.queries.filters import Names, names
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.heat import Spot, Wanted, hottest
from nahdran.reports.rules import STATISTICS
from nahdran.reports.views.staff.statistics import chips, choice_of
from nahdran.reports.views.statistics import Choice

_SIZE = (800, 640)
_LINES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """``href`` is the public list of this square."""

    place: str
    district: str
    count: int
    href: str


@staff_required(STATISTICS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    choice, units, is_whole_town = choice_of(request)
    known = names()
    ground = shapes()
    bounds = _bounds(ground, choice)
    spots = hottest(_wanted(choice, known), Frame(*bounds))
    context: dict[str, Any] = {
        **chips(choice, units, known, is_whole_town=is_whole_town, years=years_counted(Scope(choice.unit))),
        "current_desk": "report_statistics",
        "choice": choice,
        "picture": squares_in_page(
            _squares(spots),
            view=view_of(bounds, _SIZE, margin=48),
            size=_SIZE,
            label=_("Felder mit der Zahl der Meldungen"),
        ),
        "lines": _lines(spots[:_LINES], choice, ground),
        "most": spots[0].count if spots else 0,
        "total": sum(spot.count for spot in spots),
        "width": _width(spots[0].frame) if spots else 0,
        "figures": reverse("reports_staff:statistics") + choice.query(),
    }
    return render(request, "reports/staff/heat.html", context)


def _wanted(choice: Choice, known: Names) -> Wanted:
    kinds = [pk for pk, group in known.group_of.items() if group == choice.group] if choice.group else None
    return Wanted(choice.period, kinds, known.district_ids.get(choice.district, 0), choice.unit)


def _squares(spots: Sequence[Spot]) -> list[Square]:
    most = spots[0].count if spots else 1
    return [
        Square(
            (spot.frame.west, spot.frame.south, spot.frame.east, spot.frame.north),
            (spot.count * len(STEPS) - 1) // most,
            spot.count,
        )
        for spot in spots
    ]


def _bounds(ground: Shapes, choice: Choice) -> Bounds:
    """Of the chosen district, else of the town; where neither is known, of the map."""
    chosen = next((shape for district, shape in ground.districts if district.slug == choice.district), ground.ground)
    if chosen is None:
        return town_view().bounds
    west, south, east, north = chosen.bounds
    return west, south, east, north


def _lines(spots: Sequence[Spot], choice: Choice, ground: Shapes) -> list[Line]:
    """Named by the nearest house or street to the middle of the reports, and the district. One query."""
    labels = labels_of([(spot.lon, spot.lat) for spot in spots])
    found = []
    for spot, label in zip(spots, labels, strict=True):
        district = ground.district(spot.lon, spot.lat)
        found.append(Line(label, district.name if district else "", spot.count, _list_of(spot.frame, choice)))
    return found


def _list_of(frame: Frame, choice: Choice) -> str:
    last = min(choice.period.end - timedelta(days=1), clock.today())
    asked = {
        "stand": "alle",
        "gruppe": choice.group,
        "ortsteil": choice.district,
        "von": choice.period.start.isoformat(),
        "bis": last.isoformat(),
        "bbox": f"{frame.west:.5f},{frame.south:.5f},{frame.east:.5f},{frame.north:.5f}",
    }
    return f"{reverse('reports:list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _width(frame: Frame) -> int:
    """Of a square in metres, rounded to ten."""
    return 10 * round(distance_m(frame.west, frame.south, frame.east, frame.south) / 10)
