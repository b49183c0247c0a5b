# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One village: the road through it becomes its main street, side streets grow, houses and public buildings are set."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import shapely
import shapely.ops

from nahdran.places.mapdata import Geometry
from nahdran.places.schematic.curves import Point
from nahdran.places.schematic.houses import Landmark
from nahdran.places.schematic.plan import Way
from nahdran.places.schematic.streets import Street, Village, grow

# Size: how many streets, how far from the centre, how much of the through road is the main street.
_SIZES = {
    "city": (190, 1600.0, 760.0),
    "town": (120, 1150.0, 700.0),
    "medium": (28, 520.0, 330.0),
    "small": (9, 290.0, 190.0),
}


@dataclass(frozen=True, slots=True)
class Settlement:
    name: str
    size: str
    centre: Point
    main_street: str
    first_names: tuple[str, ...]
    landmarks: tuple[Landmark, ...]

    @staticmethod
    def of(item: dict[str, Any], centre: Point) -> "Settlement":
        marks = tuple(Landmark(**mark) for mark in item["landmarks"])
        return Settlement(item["name"], item["size"], centre, item["main_street"], tuple(item["streets"]), marks)


def grow_village(
    settlement: Settlement, roads: list[Way], names: Iterator[str], barriers: Geometry, random: np.random.Generator
) -> Village:
    """``names`` are used after the settlement's own ones."""
    count, radius, main = _SIZES[settlement.size]
    trunks = _trunks(settlement, roads, main, random)
    village = Village(settlement.name, settlement.centre, radius, count + len(trunks))
    grow(village, trunks, chain(settlement.first_names, names), _opened(barriers, trunks), random)
    return village


def reach(settlement: Settlement) -> float:
    """How far from its centre the through roads belong to the village."""
    return _SIZES[settlement.size][2]


def _opened(barriers: Geometry, trunks: list[Street]) -> Geometry:
    """A village stands where it stands: what was drawn over its very centre does not count there."""
    return barriers.difference(shapely.union_all([trunk.line for trunk in trunks]).buffer(9))


def _trunks(settlement: Settlement, roads: list[Way], main: float, random: np.random.Generator) -> list[Street]:
    """Pieces of through roads inside; where none passes, a street of its own."""
    circle = shapely.Point(settlement.centre).buffer(main)
    pieces = ((piece, way) for way in roads for piece in shapely.get_parts(shapely.intersection(way.line, circle)))
    found = [(piece, way) for piece, way in pieces if piece.geom_type == "LineString" and piece.length > main * 0.5]
    found.sort(key=lambda item: (shapely.Point(settlement.centre).distance(item[0]) > 60, -item[0].length))
    trunks: list[Street] = []
    for index, (piece, way) in enumerate(found):
        taken = {street.name for street in trunks}
        name = settlement.main_street if index == 0 else way.name
        if name not in taken:
            trunks.append(Street(name, piece, is_main=True))
    return trunks or [Street(settlement.main_street, _own_line(settlement.centre, main, random), is_main=True)]


def _own_line(centre: Point, main: float, random: np.random.Generator) -> Geometry:
    angle, bow = random.uniform(0, np.pi), random.uniform(-0.12, 0.12)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    shares = np.linspace(-1, 1, 9)
    return shapely.LineString([np.array(centre) + along * main * t + across * main * bow * (1 - t * t) for t in shares])
