# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file that holds all tiles of a town (PMTiles 3): written once under a name of its content, then only read."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from nahdran.places.mapdata import Bounds
from nahdran.places.tiles.builder import MAX_ZOOM, MIN_ZOOM, Tile

_E7 = 10_000_000
# The package has no types.
_Writer: Any = Writer
_Reader: Any = Reader
_source: Any = MmapSource


@dataclass(frozen=True, slots=True)
class Archive:
    file_name: str
    sha256: str
    size: int
    bounds: Bounds


def write_archive(*, folder: Path, tiles: Iterable[Tile], bounds: Bounds, metadata: dict) -> Archive:
    """Write the tiles to ``town-<checksum>.pmtiles`` in ``folder``. It appears there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    # Writing in the order of their numbers keeps neighbours together and makes the file the same each time.
    ordered = sorted(tiles, key=lambda tile: zxy_to_tileid(*tile[:3]))
    with NamedTemporaryFile(dir=folder, prefix="new-", suffix=".part", delete=False) as file:
        path = Path(file.name)
        writer: Any = _Writer(file)
        try:
            for zoom, x, y, data in ordered:
                writer.write_tile(zxy_to_tileid(zoom, x, y), gzip.compress(data, mtime=0))
            writer.finalize(_header(bounds), metadata)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            writer.tile_f.close()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    target = folder / f"town-{digest[:16]}.pmtiles"
    path.chmod(0o644)
    path.replace(target)
    return Archive(file_name=target.name, sha256=digest, size=target.stat().st_size, bounds=bounds)


def read_tile(path: Path, zoom: int, x: int, y: int) -> bytes | None:
    """The tile, unpacked; None where the town has nothing."""
    with path.open("rb") as file:
        data = _Reader(_source(file)).get(zoom, x, y)
    return gzip.decompress(data) if data else None


def _header(bounds: Bounds) -> dict:
    west, south, east, north = bounds
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": MIN_ZOOM,
        "max_zoom": MAX_ZOOM,
        "min_lon_e7": int(west * _E7),
        "min_lat_e7": int(south * _E7),
        "max_lon_e7": int(east * _E7),
        "max_lat_e7": int(north * _E7),
        "center_zoom": 13,
        "center_lon_e7": int((west + east) / 2 * _E7),
        "center_lat_e7": int((south + north) / 2 * _E7),
    }
