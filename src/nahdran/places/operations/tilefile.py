# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file of tiles beside the database: written before the transaction, cleaned up after it."""

from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from nahdran.places.mapdata import Bounds, MapData, Progress
from nahdran.places.metric import degrees_around
from nahdran.places.models import TileSet
from nahdran.places.tiles.archive import Archive, write_archive
from nahdran.places.tiles.builder import build_tiles

# How far the map goes on beyond the boundary.
_MARGIN_M = 2000
_LAYERS: dict[str, dict[str, str]] = {
    "land": {"kind": "String"},
    "wood": {"kind": "String"},
    "built": {"kind": "String"},
    "building": {"kind": "String"},
    "water": {"kind": "String"},
    "waterway": {"class": "String", "name": "String"},
    "road": {"class": "String", "name": "String", "ref": "String", "minor": "Boolean"},
    "rail": {"class": "String"},
    "boundary": {"kind": "String"},
    "place": {"name": "String", "rank": "Number"},
    "poi": {"name": "String", "kind": "String"},
    "housenumber": {"number": "String"},
}


def write_tiles(data: MapData, folder: Path, progress: Progress) -> Archive:
    """Draw the tiles of the municipality with a margin. Until the transaction is through, nobody reads the new file."""
    bounds = _with_margin(data)
    frame = shapely.box(*bounds)
    features = [feature for feature in data.features if feature.geometry.intersects(frame)]
    return write_archive(
        folder=folder,
        tiles=build_tiles(features, bounds, on_tile=lambda share: progress(_("Karte zeichnen"), 0.35 + 0.5 * share)),
        bounds=bounds,
        metadata={
            "name": data.municipality.name,
            "attribution": data.attribution,
            "type": "baselayer",
            "vector_layers": [{"id": name, "fields": fields} for name, fields in _LAYERS.items()],
        },
    )


def prune_tiles(folder: Path) -> None:
    """Remove files that no row names any more. Who has one open reads it to the end."""
    current = set(TileSet.objects.values_list("file_name", flat=True))
    for path in folder.glob("town-*.pmtiles"):
        if path.name not in current:
            path.unlink(missing_ok=True)


def _with_margin(data: MapData) -> Bounds:
    boundary = data.municipality.boundary
    assert boundary is not None
    west, south, east, north = boundary.bounds
    over_lon, over_lat = degrees_around(data.municipality.lat, _MARGIN_M)
    return west - over_lon, south - over_lat, east + over_lon, north + over_lat
