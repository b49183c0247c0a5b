# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Houses along the streets: odd numbers on the left, even ones on the right, as is usual."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from nahdran.places.mapdata import Geometry
from nahdran.places.schematic.streets import Street

_LOT_M = (19.0, 25.0)
_FRONT_GARDEN_M = (5.5, 8.0)
_HALF_ROAD_M, _HALF_MAIN_ROAD_M = 4.5, 6.5
_GAP_M = 3.0
# From the middle of the street to the middle of a public building.
_LANDMARK_M = 22.0
_SHARE_BUILT = 0.93


@dataclass(frozen=True, slots=True)
class House:
    street: str
    number: str
    shape: Geometry
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Landmark:
    """A public building: at which share of which street it stands, and under which number."""

    name: str
    kind: str
    street: str
    number: str
    at: float = 0.5


class Builder:
    """Keeps what is built in one town, so that nothing stands in anything else."""

    def __init__(self, blocked: list[Geometry], random: np.random.Generator) -> None:
        self.random = random
        self.blocked = shapely.STRtree(blocked)
        self.houses: list[House] = []
        self._cells: dict[tuple[int, int], list[Geometry]] = {}
        # A street through two villages goes on counting in the second.
        self._pairs: dict[str, int] = {}

    def place_landmark(self, landmark: Landmark, street: Street) -> Geometry | None:
        """A large building with a wing, on the first free spot near the wanted one."""
        for shift in (0, 0.06, -0.06, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3):
            at = min(0.95, max(0.05, landmark.at + shift)) * street.line.length
            side = -1 if _is_even(landmark.number) else 1
            for way in (side, -side):
                shape = _at_street(street, at, way, _L_SHAPE, _LANDMARK_M)
                if self._is_free(shape):
                    self._add(House(street.name, landmark.number, shape, is_public=True))
                    return shape
        return None

    def build_along(self, street: Street, taken: set[str]) -> None:
        """Both sides of a street; ``taken`` numbers belong to landmarks."""
        half = _HALF_MAIN_ROAD_M if street.is_main else _HALF_ROAD_M
        pairs = self._pairs.get(street.name, 0)
        for side, first in ((1, 1), (-1, 2)):
            number, at = 2 * pairs + first, self.random.uniform(12, 20)
            while at < street.line.length - 8:
                width, depth = self.random.uniform(9, 13), self.random.uniform(10, 15)
                front = half + self.random.uniform(*_FRONT_GARDEN_M)
                shape = _at_street(
                    street, at, side, _box(width, depth), front + depth / 2, turn=self.random.normal(0, 0.03)
                )
                if str(number) not in taken and self.random.random() < _SHARE_BUILT and self._is_free(shape):
                    self._add(House(street.name, str(number), shape))
                number += 2
                at += self.random.uniform(*_LOT_M)
            self._pairs[street.name] = max(self._pairs.get(street.name, 0), number // 2)

    def _is_free(self, shape: Geometry) -> bool:
        wide = shape.buffer(_GAP_M)
        if len(self.blocked.query(wide, predicate="intersects")):
            return False
        return not any(wide.intersects(other) for cell in _cells(wide) for other in self._cells.get(cell, ()))

    def _add(self, house: House) -> None:
        self.houses.append(house)
        for cell in _cells(house.shape):
            self._cells.setdefault(cell, []).append(house.shape)


def _box(width: float, depth: float) -> list[tuple[float, float]]:
    return [(-width / 2, -depth / 2), (width / 2, -depth / 2), (width / 2, depth / 2), (-width / 2, depth / 2)]


_L_SHAPE = [(-17.0, -9.0), (17.0, -9.0), (17.0, 4.0), (2.0, 4.0), (2.0, 17.0), (-17.0, 17.0)]


def _at_street(
    street: Street, at: float, side: int, outline: list[tuple[float, float]], offset: float, turn: float = 0
) -> Geometry:
    """The outline stood beside the street: x along it, y away from it."""
    here, ahead = street.line.interpolate(max(at - 4, 0)), street.line.interpolate(min(at + 4, street.line.length))
    angle = np.arctan2(ahead.y - here.y, ahead.x - here.x) + turn
    along, away = np.array([np.cos(angle), np.sin(angle)]), side * np.array([-np.sin(angle), np.cos(angle)])
    middle = np.array([street.line.interpolate(at).x, street.line.interpolate(at).y]) + away * offset
    return shapely.Polygon([middle + along * x + away * y for x, y in outline])


def _cells(shape: Geometry) -> Iterator[tuple[int, int]]:
    west, south, east, north = (int(value // 60) for value in shape.bounds)
    return ((x, y) for x in range(west, east + 1) for y in range(south, north + 1))


def _is_even(number: str) -> bool:
    digits = "".join(sign for sign in number if sign.isdigit())
    return bool(digits) and int(digits) % 2 == 0
