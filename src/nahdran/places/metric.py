# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Metres on the ground, from degrees. Good for the size of a municipality; no projection library is needed for that."""

from collections.abc import Callable
from math import asin, cos, pi, radians, sin, sqrt

import numpy as np
import shapely

from nahdran.places.mapdata import Geometry

EARTH_RADIUS_M = 6_371_008.8
_METRES_PER_DEGREE = EARTH_RADIUS_M * pi / 180


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance (haversine)."""
    half_lat = radians(other_lat - lat) / 2
    half_lon = radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def degrees_around(lat: float, metres: float) -> tuple[float, float]:
    """How many degrees of longitude and of latitude ``metres`` are at this latitude."""
    per_lon = _METRES_PER_DEGREE * max(cos(radians(lat)), 0.01)
    return metres / per_lon, metres / _METRES_PER_DEGREE


class LocalMetres:
    """A flat map of the surroundings of one latitude: degrees to metres and back, for whole geometries."""

    def __init__(self, lat: float) -> None:
        self.factors = np.array([_METRES_PER_DEGREE * max(cos(radians(lat)), 0.01), _METRES_PER_DEGREE])

    def flat(self, geometry: Geometry) -> Geometry:
        return shapely.transform(geometry, self._times(self.factors))

    def degrees(self, geometry: Geometry) -> Geometry:
        return shapely.transform(geometry, self._times(1 / self.factors))

    @staticmethod
    def _times(factors: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        return lambda points: points * factors
