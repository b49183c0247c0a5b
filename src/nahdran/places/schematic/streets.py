# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Grows the streets of one village from the road that leads through it. Deterministic: the same village grows the same streets.

Side streets leave the main street in turn to the left and right, their own side streets follow; what would cross water, woods, a railway
or run too near beside another street is given up; what meets another street ends there.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import shapely
import shapely.ops

from nahdran.places.mapdata import Geometry
from nahdran.places.schematic.curves import Point

# Between two side streets on the same side, and between two streets side by side: two rows of houses with gardens fit in.
_BRANCH_EVERY_M = (58.0, 86.0)
_BESIDE_M = 52.0
_SHORTEST_M = 65.0
_STEP_M = 30.0


@dataclass(slots=True)
class Street:
    name: str
    line: Geometry
    is_main: bool = False


@dataclass(slots=True)
class Village:
    """``radius`` bounds the growth; ``count`` is how many streets it should get."""

    name: str
    centre: Point
    radius: float
    count: int
    streets: list[Street] = field(default_factory=list)


def grow(
    village: Village, trunks: list[Street], names: Iterable[str], barriers: Geometry, random: np.random.Generator
) -> None:
    """Fill ``village.streets``, beginning with ``trunks``; the names are used up in their order."""
    supply = iter(names)
    village.streets = list(trunks)
    shapely.prepare(barriers)
    queue = deque(trunks)
    while queue and len(village.streets) < village.count:
        parent = queue.popleft()
        for start, heading in _branches(parent.line, random):
            line = _side_street(village, parent, start, heading, barriers, random)
            if line is None:
                continue
            street = Street(next(supply), line)
            village.streets.append(street)
            queue.append(street)
            if len(village.streets) >= village.count:
                return


def _branches(line: Geometry, random: np.random.Generator) -> list[tuple[Point, float]]:
    """Where side streets begin and where they go: from the middle outwards, so that the centre fills first."""
    found = []
    at, side = random.uniform(20, 60), 1 if random.random() < 0.5 else -1
    while at < line.length - 15:
        here, ahead = line.interpolate(at), line.interpolate(min(at + 5, line.length))
        along = np.arctan2(ahead.y - here.y, ahead.x - here.x)
        found.append((at, (here.x, here.y), along + side * np.pi / 2 + random.uniform(-0.16, 0.16)))
        side = -side
        at += random.uniform(*_BRANCH_EVERY_M)
    middle = line.length / 2
    found.sort(key=lambda item: abs(item[0] - middle))
    return [(point, heading) for _, point, heading in found]


def _side_street(
    village: Village, parent: Street, start: Point, heading: float, barriers: Geometry, random: np.random.Generator
) -> Geometry | None:
    reach = random.uniform(110, 340) * (1.15 if parent.is_main else 0.85)
    bend = random.normal(0, 0.05)
    points = [start]
    while reach > 0:
        step = min(_STEP_M, reach)
        x, y = points[-1]
        points.append((x + step * np.cos(heading), y + step * np.sin(heading)))
        heading += bend
        reach -= step
    line = _kept(shapely.LineString(points), village, parent, barriers)
    if line is None or line.length < _SHORTEST_M or _runs_beside(line, village.streets):
        return None
    return line


def _kept(line: Geometry, village: Village, parent: Street, barriers: Geometry) -> Geometry | None:
    """The line up to the edge of the village, to a barrier, or to the next street."""
    inside = shapely.intersection(line, shapely.Point(village.centre).buffer(village.radius))
    parts = shapely.get_parts(shapely.difference(inside, barriers))
    start = shapely.Point(line.coords[0])
    line = next((part for part in parts if part.geom_type == "LineString" and part.distance(start) < 1), None)
    if line is None:
        return None
    others = shapely.union_all([street.line for street in village.streets])
    met = shapely.intersection(line, others)
    distances = [
        line.project(point)
        for point in shapely.get_parts(met)
        if point.geom_type == "Point" and line.project(point) > 20
    ]
    return shapely.ops.substring(line, 0, min(distances)) if distances else line


def _runs_beside(line: Geometry, streets: list[Street]) -> bool:
    """Most of it, apart from its two ends, lies too near to other streets."""
    body = shapely.ops.substring(line, min(_BESIDE_M, line.length * 0.45), max(line.length - 20, line.length * 0.6))
    near = sum(
        body.intersection(street.line.buffer(_BESIDE_M)).length
        for street in streets
        if street.line.distance(body) < _BESIDE_M
    )
    return near > 0.3 * body.length
