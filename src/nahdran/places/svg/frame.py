# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A window on the map: which tiles it shows and where a position stands in it."""

from dataclasses import dataclass
from functools import cached_property
from math import floor

from nahdran.places.tiles.builder import MAX_ZOOM, MIN_ZOOM
from nahdran.places.tiles.grid import EXTENT, from_unit, to_unit

TILE_PX = 512


@dataclass(frozen=True)
class Frame:
    """The middle in degrees, the zoom as MapLibre counts it, the size in pixels."""

    lon: float
    lat: float
    zoom: float
    width: int
    height: int

    @cached_property
    def tile_zoom(self) -> int:
        return max(MIN_ZOOM, min(MAX_ZOOM, floor(self.zoom + 0.25)))

    @cached_property
    def scale(self) -> float:
        """Pixels for one unit of a tile's own coordinates."""
        return TILE_PX * 2 ** (self.zoom - self.tile_zoom) / EXTENT

    @cached_property
    def corner(self) -> tuple[float, float]:
        """The upper left corner in pixels of the world."""
        world = TILE_PX * 2**self.zoom
        x, y = to_unit(self.lon, self.lat)
        return x * world - self.width / 2, y * world - self.height / 2

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        world = TILE_PX * 2**self.zoom
        x, y = to_unit(lon, lat)
        return x * world - self.corner[0], y * world - self.corner[1]

    def tiles(self) -> list[tuple[int, int, float, float]]:
        """Column, row and the place of the tile's corner in the window."""
        size = EXTENT * self.scale
        left, top = self.corner
        columns = range(floor(left / size), floor((left + self.width) / size) + 1)
        rows = range(floor(top / size), floor((top + self.height) / size) + 1)
        return [(x, y, x * size - left, y * size - top) for x in columns for y in rows]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        world = TILE_PX * 2**self.zoom
        left, top = self.corner
        west, north = from_unit(left / world, top / world)
        east, south = from_unit((left + self.width) / world, (top + self.height) / world)
        return west, south, east, north
