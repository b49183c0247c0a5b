# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic of the tile pyramid (Web Mercator, EPSG:3857). Pure functions, called by the builder, the reader and the drawings."""

from math import atan, cos, degrees, exp, log2, pi, radians, tan

import numpy as np

from nahdran.places.mapdata import Bounds

# Beyond this latitude the square of the projection ends.
MAX_LATITUDE = 85.051128779806
# The unit of one tile's own coordinates: 1/4096 of its edge.
EXTENT = 4096
_EQUATOR_M = 40_075_016.686


def to_unit(lon: float, lat: float) -> tuple[float, float]:
    """A position as a share of the world's square: 0,0 is the north-western corner, 1,1 the south-eastern."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    y = 0.5 - np.log(tan(pi / 4 + radians(lat) / 2)) / (2 * pi)
    return (lon + 180) / 360, float(y)


def from_unit(x: float, y: float) -> tuple[float, float]:
    """The other way round: longitude and latitude."""
    return x * 360 - 180, degrees(2 * atan(exp((0.5 - y) * 2 * pi)) - pi / 2)


def units(points: np.ndarray) -> np.ndarray:
    """``to_unit`` for an array of ``[lon, lat]``."""
    lat = np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
    return np.column_stack([(points[:, 0] + 180) / 360, 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)])


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile that holds a position."""
    count = 2**zoom
    x, y = to_unit(lon, lat)
    return min(count - 1, max(0, int(x * count))), min(count - 1, max(0, int(y * count)))


def tile_bounds(zoom: int, x: int, y: int) -> Bounds:
    """West, south, east, north of a tile in degrees."""
    count = 2**zoom
    west, north = from_unit(x / count, y / count)
    east, south = from_unit((x + 1) / count, (y + 1) / count)
    return west, south, east, north


def tiles_in(bounds: Bounds, zoom: int) -> list[tuple[int, int]]:
    """Every tile that touches the bounds."""
    west, north = tile_at(bounds[0], bounds[3], zoom)
    east, south = tile_at(bounds[2], bounds[1], zoom)
    return [(x, y) for x in range(west, east + 1) for y in range(north, south + 1)]


def metres_per_pixel(lat: float, zoom: float) -> float:
    """On a map with tiles of 512 pixels, as MapLibre draws them."""
    return _EQUATOR_M * cos(radians(lat)) / (512 * 2**zoom)


def fitting_zoom(bounds: Bounds, width: int, height: int) -> float:
    """The zoom at which the bounds just fit into a picture of this size (tiles of 512 pixels)."""
    left, top = to_unit(bounds[0], bounds[3])
    right, bottom = to_unit(bounds[2], bounds[1])
    return float(min(log2(width / 512 / max(right - left, 1e-9)), log2(height / 512 / max(bottom - top, 1e-9))))
