# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public map shows: single reports while they are few, else counts in the cells of a grid. The same filters as the list, from the same gate.

State, kind and district are counted ready (``tallies``); for anything finer the newest reports are gathered here, and the map says so
where there are more.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.kit import clock
from nahdran.kit.dates import day_month
from nahdran.reports.queries.counts import describe_count
from nahdran.reports.queries.geo import Frame, is_in
from nahdran.reports.queries.narrowing import CROWDED, Filters, filtered, is_crowded, kinds_of
from nahdran.reports.queries.public import PublicReport, in_order, newest_first
from nahdran.reports.queries.tallies import Cell, cell_at, cells, frame_of, level_of, totals

MAX_FEATURES = 500
# Cells reach beyond the frame, so with a few more than the limit it is worth looking.
_WORTH_LOOKING = 3 * MAX_FEATURES
# For what is not counted ready, so many of the newest are gathered.
NEWEST = 1000
# The tones of a status and those of a pin.
TONES = {"neutral": "new", "work": "work", "ask": "ask", "done": "done", "stop": "done"}


@dataclass(frozen=True, slots=True)
class OnMap:
    """Single reports, or cells. ``is_cut``: only the newest were gathered, there are more."""

    rows: list[PublicReport]
    cells: list[Cell]
    is_cut: bool = False


def on_map(filters: Filters, zoom: int) -> OnMap:
    """What lies in ``filters.frame`` at this zoom. At most four queries, whatever is there."""
    frame = filters.frame
    if frame is None:
        raise ValueError("A map needs a frame.")
    filters = replace(filters, near=filters.near if filters.metres else None)
    if not filters.is_tallied:
        return _gathered(filters, frame, zoom)
    try:
        kinds = kinds_of(filters)
    except LookupError:
        return OnMap([], [])
    found = cells(kinds, frame, zoom)
    are_few = 0 < sum(cell.count for cell in found) <= _WORTH_LOOKING
    if are_few and (not is_crowded(filters) or sum(totals(kinds)) <= 2 * CROWDED):
        rows = filtered(filters).order_by().values_list("pk", flat=True)[: MAX_FEATURES + 1]
        if len(pks := list(rows)) <= MAX_FEATURES:
            return OnMap(in_order(pks), [])
    return OnMap([], found)


def _gathered(filters: Filters, frame: Frame, zoom: int) -> OnMap:
    """Where many lie in the frame, the newest of the whole town decide: the same ones that the list begins with."""
    is_crowded_here = is_crowded(filters)
    wanted = replace(filters, frame=None) if is_crowded_here else filters
    rows = newest_first(wanted).values_list("pk", "lon", "lat", "is_open")[: NEWEST + 1]
    newest = list(rows)
    found = [row for row in newest[:NEWEST] if is_in(frame, row[1], row[2])]
    is_cut = len(newest) > NEWEST
    if len(found) <= MAX_FEATURES:
        return OnMap(in_order([row[0] for row in found]), [], is_cut)
    level = level_of(frame, zoom, of_kinds=False)
    groups: dict[tuple[int, int], list[tuple[int, float, float, bool]]] = {}
    for row in found:
        groups.setdefault(cell_at(row[1], row[2], level), []).append(row)
    gathered = [_cell(rows, frame_of(*cell, level)) for cell, rows in groups.items()]
    return OnMap([], sorted(gathered, key=lambda cell: -cell.count), is_cut)


def _cell(rows: list[tuple[int, float, float, bool]], frame: Frame) -> Cell:
    return Cell(
        count=len(rows),
        settled=sum(not row[3] for row in rows),
        lon=sum(row[1] for row in rows) / len(rows),
        lat=sum(row[2] for row in rows) / len(rows),
        frame=frame,
    )


def features(
    filters: Filters, zoom: int, address_of: Callable[[str], str], list_of: Callable[[Frame], str] | None = None
) -> dict[str, Any]:
    """A GeoJSON feature collection for the frame in ``filters``. ``address_of`` turns a reference into the address of its page, ``list_of``
    the frame of a cell into the address of its list.
    """
    shown = on_map(filters, zoom)
    day_of = cache(day_month)
    items = [
        _feature(row, day_of(clock.local(row.reported_at).date()), address_of(row.reference)) for row in shown.rows
    ]
    items += [_cluster(cell, list_of(cell.frame) if list_of else "") for cell in shown.cells]
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": items}
    if shown.is_cut:
        collection["notice"] = _("Die Karte zeigt nur die neuesten %(count)s. In der Liste stehen alle.") % {
            "count": describe_count(NEWEST)
        }
    return collection


def _feature(row: PublicReport, day: str, address: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.reference,
        "geometry": {"type": "Point", "coordinates": [round(row.lon, 6), round(row.lat, 6)]},
        "properties": {
            "title": row.title,
            "status": row.status,
            "tone": TONES.get(row.tone, "new"),
            "meta": f"{row.place}, {day}",
            "url": address,
        },
    }


def _cluster(cell: Cell, address: str) -> dict[str, Any]:
    words = ngettext("%(count)s Mangel", "%(count)s Mängel", cell.count)
    return {
        "type": "Feature",
        "id": f"cell-{cell.frame.west:.6f}-{cell.frame.south:.6f}",
        "geometry": {"type": "Point", "coordinates": [round(cell.lon, 6), round(cell.lat, 6)]},
        "properties": {
            "title": words % {"count": describe_count(cell.count)},
            "status": "",
            "tone": tone_of(cell),
            "count": cell.count,
            "url": address,
        },
    }


def tone_of(cell: Cell) -> str:
    """The colour of most of what is counted."""
    return "done" if cell.settled * 2 > cell.count else "work"
