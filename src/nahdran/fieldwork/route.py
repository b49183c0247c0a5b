# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which order to visit places: nearest neighbour first, then 2-opt until no turn makes it shorter. Pure functions, no map, no network.

Distances are as the crow flies. For a day's dozen of places in one town that gives the order a driver would choose nearly always, and it needs
no road network that could be out of date.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from nahdran.places.metric import distance_m

Key = TypeVar("Key", bound=Hashable)
Point = tuple[float, float]
# Above this, improving would take longer than anybody wants to wait; a crew has a fifth of it in a day.
MOST = 200


def order_of(points: Mapping[Key, Point], start: Point | None = None) -> list[Key]:
    """The keys in the order of the way. It begins at ``start`` and ends at the last place; without a start the first key begins.

    The same input gives the same way.
    """
    left = list(points)
    if len(left) > MOST or not left:
        return left
    way: list[Key] = []
    if start is None:
        way.append(left.pop(0))
    here = start or points[way[0]]
    while left:
        nearest = min(left, key=lambda key: _far(here, points[key]))
        left.remove(nearest)
        way.append(nearest)
        here = points[nearest]
    return _improved(way, points, start)


def length_m(way: Sequence[Point]) -> float:
    return sum(_far(one, other) for one, other in pairwise(way))


def _improved(way: list[Key], points: Mapping[Key, Point], start: Point | None) -> list[Key]:
    """2-opt on an open way: turn a stretch round wherever that makes the whole shorter. The beginning stays where it is."""
    first = 0 if start is not None else 1
    better = True
    while better:
        better = False
        for begin in range(first, len(way) - 1):
            for end in range(begin + 1, len(way)):
                if _gain(way, points, start, begin, end) > 1e-6:
                    way[begin : end + 1] = reversed(way[begin : end + 1])
                    better = True
    return way


def _gain(way: list[Key], points: Mapping[Key, Point], start: Point | None, begin: int, end: int) -> float:
    """Metres saved by turning round the stretch from ``begin`` to ``end``."""
    before = points[way[begin - 1]] if begin else start
    after = points[way[end + 1]] if end + 1 < len(way) else None
    one, other = points[way[begin]], points[way[end]]
    saved = 0.0
    if before is not None:
        saved += _far(before, one) - _far(before, other)
    if after is not None:
        saved += _far(other, after) - _far(one, after)
    return saved


def _far(one: Point, other: Point) -> float:
    return distance_m(*one, *other)
