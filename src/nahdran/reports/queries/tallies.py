# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts that the database keeps ready, read for headings, the map and the choice of a plan. What is not yet added to them is added here.

They know state, kinds and district of released reports, and nothing else of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor, inf
from typing import Any

from django.db import connection

from nahdran.reports.queries.geo import Frame, around_all, farthest, nearest

FINEST, FINEST_OF_KINDS, _COARSEST = 18, 16, 8
# A cell at level 0, in degrees; each level halves it. On the map it takes 128 pixels at the zoom of its level.
_WIDTH, _HEIGHT = 90.0, 55.8
# A map that is larger than so many cells is counted in coarser ones.
_MOST_CELLS = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted in one cell, and the mean of its positions."""

    count: int
    settled: int
    lon: float
    lat: float
    frame: Frame


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the counts are narrowed to: ids of categories (None: all), a district, open or settled (None: both)."""

    categories: Sequence[int] | None = None
    district: int | None = None
    is_open: bool | None = None


def totals(kinds: Kinds) -> tuple[int, int]:
    """How many are open and how many are settled, exactly. One query."""
    ((open_, settled),) = _ask(_BY_STATE, _values(kinds, 0, None))
    return int(open_), int(settled)


def cells(kinds: Kinds, frame: Frame, zoom: int) -> list[Cell]:
    """The filled cells that the frame touches, the fullest first. They may reach a little beyond it. One query."""
    level = level_of(frame, zoom, of_kinds=kinds.categories is not None)
    sql = (
        "SELECT x, y, sum(n), coalesce(sum(n) FILTER (WHERE NOT is_open), 0), sum(lon) / sum(n) / 1e6, sum(lat) / sum(n) / 1e6"  # noqa: S608
        f" FROM ({_COUNTED}) c GROUP BY x, y HAVING sum(n) > 0 ORDER BY 3 DESC, x, y LIMIT {_MOST_CELLS}"
    )
    return [
        Cell(int(count), int(settled), float(lon), float(lat), frame_of(x, y, level))
        for x, y, count, settled, lon, lat in _ask(sql, _values(kinds, level, frame))
    ]


def at_least(kinds: Kinds, frame: Frame) -> tuple[int, int]:
    """How many open and settled ones surely lie in the frame: those in cells that lie wholly within. One query."""
    level = level_of(frame, FINEST, of_kinds=kinds.categories is not None)
    (west, south), (east, north) = cell_at(frame.west, frame.south, level), cell_at(frame.east, frame.north, level)
    values = _values(kinds, level, None)
    values |= {"everywhere": False, "west": west + 1, "east": east - 1, "south": south + 1, "north": north - 1}
    ((open_, settled),) = _ask(_BY_STATE, values)
    return int(open_), int(settled)


def frame_of_nearest(kinds: Kinds, frame: Frame, near: tuple[float, float], limit: int) -> Frame | None:
    """A part of the frame in which the ``limit`` nearest surely lie; None if there are fewer. One query."""
    found = cells(kinds, frame, FINEST)
    reach, count = inf, 0
    for cell in sorted(found, key=lambda cell: farthest(cell.frame, *near)):
        count += cell.count
        if count >= limit:
            reach = farthest(cell.frame, *near)
            break
    within = [cell.frame for cell in found if nearest(cell.frame, *near) <= reach]
    return around_all(within) if count >= limit else None


def about(frame: Frame) -> int:
    """How many reports of all kinds lie in the frame, and a little around it. One query; for choosing a plan, not for showing."""
    level = level_of(frame, FINEST, of_kinds=False, most=60)
    ((count,),) = _ask(f"SELECT coalesce(sum(n), 0) FROM ({_COUNTED}) c", _values(Kinds(), level, frame))  # noqa: S608
    return int(count)


def version() -> tuple[int, datetime | None]:
    """A number that grows with every change of what the public sees, and when the last one happened. One query."""
    rows = _ask(
        "SELECT coalesce(max(s.changes), 0) + (SELECT count(*) FROM reports_tallychange),"
        " greatest(max(s.changed_at), (SELECT max(at) FROM reports_tallychange)) FROM reports_tallystate s",
        {},
    )
    ((changes, at),) = rows
    return int(changes), at


def level_of(frame: Frame, zoom: int, *, of_kinds: bool, most: int = _MOST_CELLS) -> int:
    """The level for a map at this zoom: as fine as is kept and as coarse as the frame needs."""
    level = max(_COARSEST, min(zoom, FINEST_OF_KINDS if of_kinds else FINEST))
    while level > _COARSEST and _size(frame, level) > most:
        level -= 1
    return level


def cell_at(lon: float, lat: float, level: int) -> tuple[int, int]:
    return floor(lon * 2**level / _WIDTH), floor(lat * 2**level / _HEIGHT)


def frame_of(x: int, y: int, level: int) -> Frame:
    width, height = _WIDTH / 2**level, _HEIGHT / 2**level
    return Frame(x * width, y * height, (x + 1) * width, (y + 1) * height)


def _size(frame: Frame, level: int) -> int:
    west, south = cell_at(frame.west, frame.south, level)
    east, north = cell_at(frame.east, frame.north, level)
    return (east - west + 1) * (north - south + 1)


# Level 0 is the whole world in a handful of cells: there the columns and lines are not asked for.
_WHERE = (
    "(%(everywhere)s OR (x BETWEEN %(west)s AND %(east)s AND y BETWEEN %(south)s AND %(north)s))"
    " AND (%(district)s::bigint IS NULL OR district_id = %(district)s) AND (%(is_open)s::boolean IS NULL OR is_open = %(is_open)s)"
)
_COUNTED = (
    "SELECT x, y, is_open, n, lon, lat FROM reports_tally"  # noqa: S608
    f" WHERE level = %(level)s AND category_id = ANY(%(kept)s) AND {_WHERE}"
    " UNION ALL SELECT x, y, is_open, n, lon, lat FROM (SELECT x >> %(shift)s AS x, y >> %(shift)s AS y, category_id, district_id, is_open,"
    " n, lon, lat FROM reports_tallychange WHERE category_id <> 0) fresh"
    f" WHERE (%(all)s OR category_id = ANY(%(kept)s)) AND {_WHERE}"
)

_BY_STATE = f"SELECT coalesce(sum(n) FILTER (WHERE is_open), 0), coalesce(sum(n) FILTER (WHERE NOT is_open), 0) FROM ({_COUNTED}) c"  # noqa: S608


def _values(kinds: Kinds, level: int, frame: Frame | None) -> dict[str, Any]:
    west, south = cell_at(frame.west, frame.south, level) if frame else (0, 0)
    east, north = cell_at(frame.east, frame.north, level) if frame else (0, 0)
    return {
        "level": level,
        "shift": FINEST - level,
        "everywhere": frame is None,
        "west": west,
        "east": east,
        "south": south,
        "north": north,
        "all": kinds.categories is None,
        "kept": [0] if kinds.categories is None else list(kinds.categories),
        "district": kinds.district,
        "is_open": kinds.is_open,
    }


def _ask(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
