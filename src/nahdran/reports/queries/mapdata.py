# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public map shows: single reports while they are few, else counts in the cells of a grid, made by the database.

The same filters as the list, from the same gate.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Avg, BigIntegerField, Count, FloatField, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Floor
from django.utils.translation import ngettext

from nahdran.kit.dates import day_month
from nahdran.reports.models import Report
from nahdran.reports.queries.public import Filters, PublicReport, count_up_to, filtered, rows_of

MAX_FEATURES = 500
NOTHING: dict[str, Any] = {"type": "FeatureCollection", "features": []}
_TILE = 256
# So many pixels of the map are one cell; a degree of latitude takes more of them than one of longitude.
_CELL = 64
_FLATTER = 0.62
# From so many on, cells are counted from all positions in one go.
_MANY = 5000
_ROW = 10_000_000


def features(filters: Filters, zoom: int, address_of: Callable[[str], str]) -> dict[str, Any]:
    """A GeoJSON feature collection for the frame in ``filters``. ``address_of`` turns a reference into the address of its page."""
    count = count_up_to(filters, _MANY)
    if count > MAX_FEATURES:
        return _collection(_clusters(filters, zoom, many=count > _MANY))
    rows = rows_of(filtered(filters).order_by("-reported_at", "-case_id"))
    return _collection([_feature(row, address_of(row.reference)) for row in rows])


def _collection(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": items}


def _feature(row: PublicReport, address: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.reference,
        "geometry": {"type": "Point", "coordinates": [round(row.lon, 6), round(row.lat, 6)]},
        "properties": {
            "title": row.title,
            "status": row.status,
            "tone": TONES.get(row.tone, "new"),
            "meta": f"{row.place}, {day_month(row.reported_at)}",
            "url": address,
        },
    }


def _clusters(filters: Filters, zoom: int, *, many: bool) -> list[dict[str, Any]]:
    """Cells of about 64 pixels at this zoom. The pin stands at the mean of what it counts, in the colour of most of it.

    ``many``: then reading all positions from the one index that holds them is faster than fetching rows through the index of places.
    """
    width = 360 / 2**zoom * _CELL / _TILE
    rows = _by_degrees(filters) if many else filtered(filters)
    cells: Any = (
        rows.order_by()
        .annotate(cell=_cell("lon", width) * Value(_ROW) + _cell("lat", width * _FLATTER))
        .values("cell")
        .annotate(
            count=Count("pk"), mean_lon=Avg("lon"), mean_lat=Avg("lat"), settled=Count("pk", filter=Q(is_open=False))
        )
        .order_by("-count")[:MAX_FEATURES]
    )
    return [_cluster(cell) for cell in cells]


def _by_degrees(filters: Filters) -> QuerySet[Report]:
    rows = filtered(replace(filters, frame=None))
    frame = filters.frame
    if frame is None:
        return rows
    return rows.filter(lon__range=(frame.west, frame.east), lat__range=(frame.south, frame.north))


def _cell(field: str, width: float) -> Cast:
    """The number of the column or line; an integer, so that the database can count by hashing."""
    scaled = Func(
        field,
        Value(width, output_field=FloatField()),
        template="(%(expressions)s)",
        arg_joiner=" / ",
        output_field=FloatField(),
    )
    return Cast(Floor(scaled), BigIntegerField())


def _cluster(cell: dict[str, Any]) -> dict[str, Any]:
    count = cell["count"]
    return {
        "type": "Feature",
        "id": f"cell-{cell['cell']}",
        "geometry": {"type": "Point", "coordinates": [round(cell["mean_lon"], 6), round(cell["mean_lat"], 6)]},
        "properties": {
            "title": ngettext("%(count)d Mangel", "%(count)d Mängel", count) % {"count": count},
            "status": "",
            "tone": "done" if cell["settled"] * 2 > count else "work",
            "count": count,
        },
    }


# The tones of a status and those of a pin.
TONES = {"neutral": "new", "work": "work", "ask": "ask", "done": "done", "stop": "done"}
