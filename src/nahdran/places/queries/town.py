# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame of the map: where it begins, what it is made of, which file of tiles is the current one."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nahdran.places.mapdata import Bounds
from nahdran.places.models import Area, TileSet
from nahdran.places.queries.areas import shapes
from nahdran.places.tiles.grid import fitting_zoom


@dataclass(frozen=True, slots=True)
class MapView:
    """Bounds as west, south, east, north. ``version`` changes with every import and belongs into addresses of map images."""

    bounds: Bounds
    center: tuple[float, float]
    zoom: float
    is_schematic: bool
    attribution: str
    version: str = ""
    has_tiles: bool = False


# Germany: shown as long as nothing was imported.
_NOWHERE = MapView(bounds=(5.8, 47.2, 15.1, 55.1), center=(10.4, 51.2), zoom=5, is_schematic=False, attribution="")
_USUAL_PICTURE = (720, 640)


def tile_set() -> TileSet | None:
    """The current file; None before the first import, and where the file is gone (the check of this app says so)."""
    newest = TileSet.objects.order_by("-pk").first()
    return newest if newest is not None and tile_path(newest).is_file() else None


def tile_path(tiles: TileSet) -> Path:
    return Path(settings.DATA_DIR) / "tiles" / tiles.file_name


def town_view() -> MapView:
    """The whole municipality. Two small queries, the same for every page."""
    area = Area.objects.filter(kind=Area.Kind.MUNICIPALITY).defer("boundary").first()
    ground = shapes(area.version).ground if area else None
    if area is None or ground is None:
        return _NOWHERE
    tiles = tile_set()
    west, south, east, north = ground.bounds
    return MapView(
        bounds=(west, south, east, north),
        center=((west + east) / 2, (south + north) / 2),
        zoom=round(fitting_zoom((west, south, east, north), *_USUAL_PICTURE), 2),
        is_schematic=area.is_schematic,
        attribution=tiles.attribution if tiles else "",
        version=tiles.sha256[:12] if tiles else "",
        has_tiles=tiles is not None,
    )
