# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tiles as drawable shapes, for pictures of the server. Each process keeps the last ones (a tile takes up to a megabyte); files never change, so nothing gets old."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mapbox_vector_tile.Mapbox import vector_tile_pb2

from nahdran.places.tiles.archive import read_tile

_MOVE, _CLOSE = 1, 7
_VALUE_KINDS = ("string_value", "float_value", "double_value", "int_value", "uint_value", "sint_value", "bool_value")


@dataclass(frozen=True, slots=True)
class TileShape:
    """``parts`` are lists of points in 1/4096 of the tile; ``is_area`` says that they are closed."""

    properties: Mapping[str, Any]
    parts: tuple[tuple[tuple[int, int], ...], ...]
    is_area: bool

    @property
    def path(self) -> str:
        """The data of an SVG path."""
        end = "z" if self.is_area else ""
        return "".join("M" + "L".join(f"{x} {y}" for x, y in part) + end for part in self.parts)


@lru_cache(maxsize=128)
def tile_shapes(path: Path, zoom: int, x: int, y: int) -> Mapping[str, tuple[TileShape, ...]]:
    """Layer by layer what the tile holds, in painting order."""
    data = read_tile(path, zoom, x, y)
    if data is None:
        return {}
    tile = vector_tile_pb2.tile()
    tile.ParseFromString(data)
    return {layer.name: tuple(_shape(layer, feature) for feature in layer.features) for layer in tile.layers}


def _shape(layer: Any, feature: Any) -> TileShape:
    tags = feature.tags
    properties = {layer.keys[tags[i]]: _value(layer.values[tags[i + 1]]) for i in range(0, len(tags), 2)}
    return TileShape(properties, _parts(feature.geometry), feature.type == vector_tile_pb2.tile.Polygon)


def _value(value: Any) -> Any:
    return next((getattr(value, kind) for kind in _VALUE_KINDS if value.HasField(kind)), None)


def _parts(commands: Any) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The commands of the specification (MVT 2.1, section 4.3) as absolute points."""
    parts: list[list[tuple[int, int]]] = []
    index = x = y = 0
    while index < len(commands):
        command, count = commands[index] & 7, commands[index] >> 3
        index += 1
        if command == _CLOSE:
            continue
        for _ in range(count):
            x += _signed(commands[index])
            y += _signed(commands[index + 1])
            index += 2
            if command == _MOVE:
                parts.append([(x, y)])
            else:
                parts[-1].append((x, y))
    return tuple(tuple(part) for part in parts)


def _signed(value: int) -> int:
    return (value >> 1) ^ -(value & 1)
