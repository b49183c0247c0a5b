# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map of a choice as a picture drawn by the server: where there is no script, in frames on other sites, and on paper."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.places.mapdata import Bounds
from nahdran.places.pictures import View, bounds_of, scene_alone, scene_in_page, view_of
from nahdran.places.queries import town_view
from nahdran.places.svg import Pin
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.mapdata import TONES, on_map, tone_of
from nahdran.reports.queries.public import Filters, PublicReport
from nahdran.reports.views.citizen.asked import Asked, parse_view
from nahdran.reports.views.citizen.fresh import if_changed

WIDTH, HEIGHT = 800, 640
_SIZE = (WIDTH, HEIGHT)
_PAPER = (1000, 560)
_PER_HOUR = 1200


@require_safe
@throttled("reports.picture", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def picture(request: HttpRequest) -> HttpResponseBase:
    """The town, or the part that ``karte`` names, with pins or with counts where there are many."""

    def make() -> HttpResponseBase:
        asked = Asked(request)
        view = parse_view(asked.raw["karte"]) or _start(asked.filters)
        label = _("Karte der Mängel")
        svg = scene_alone(
            _pins(asked.filters, view), view=view, size=_SIZE, label=label, dark=request.GET.get("theme") == "dark"
        )
        if svg is None:
            return HttpResponse(
                _("Es ist noch keine Karte eingelesen."), status=404, content_type="text/plain; charset=utf-8"
            )
        return HttpResponse(svg, content_type="image/svg+xml")

    return if_changed(request, make)


def _start(filters: Filters) -> View:
    frame = filters.frame or (filters.ring.frame if filters.ring else None)
    bounds: Bounds = (frame.west, frame.south, frame.east, frame.north) if frame else town_view().bounds
    return view_of(bounds, _SIZE, margin=0 if frame else 24)


def _pins(filters: Filters, view: View) -> list[Pin]:
    shown = on_map(replace(filters, frame=Frame(*bounds_of(view, _SIZE))), max(round(view[2]), 1))
    pins = [Pin(row.lon, row.lat, TONES.get(row.tone, "new"), row.title) for row in shown.rows]
    return pins + [Pin(cell.lon, cell.lat, tone_of(cell), "", count=cell.count) for cell in shown.cells]


def numbered(rows: Sequence[PublicReport], label: str) -> SafeString:
    """The rows of a printed list on a map of their own, each pin with the number of its row; those at one place share a pin."""
    places: dict[tuple[float, float], list[int]] = {}
    for number, row in enumerate(rows, 1):
        places.setdefault((round(row.lon, 4), round(row.lat, 4)), []).append(number)
    pins = [_numbered_pin(rows[numbers[0] - 1], numbers) for numbers in places.values()]
    lons, lats = [row.lon for row in rows], [row.lat for row in rows]
    bounds = (min(lons), min(lats), max(lons), max(lats)) if rows else town_view().bounds
    return scene_in_page(pins, view=view_of(bounds, _PAPER), size=_PAPER, label=label)


def _numbered_pin(row: PublicReport, numbers: list[int]) -> Pin:
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}+"
    title = f"{', '.join(map(str, numbers))}: {row.title}, {row.place}"
    return Pin(row.lon, row.lat, TONES.get(row.tone, "new"), title, text=text)
