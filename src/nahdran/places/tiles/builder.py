# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features to vector tiles: projected once, simplified once a zoom, clipped once a tile. Called by ``archive``.

Layer names and properties are passed on untouched; what they mean is in ``style``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import mapbox_vector_tile
import numpy as np
import shapely

from nahdran.places.mapdata import Bounds, Feature
from nahdran.places.tiles.grid import EXTENT, tiles_in, units

MIN_ZOOM, MAX_ZOOM = 9, 15
# What is drawn beyond the edge, so that outlines and labels do not break there (1/64 of a tile: 8 pixels).
_BUFFER = EXTENT // 64
# Half a pixel of a tile drawn with 512 pixels; the last zoom stays exact, because the client enlarges it further.
_TOLERANCE = 4.0
_MIN_AREA = 64.0
_POLYGON, _MULTIPOLYGON = 3, 6
_ENCODING = {"y_coord_down": True, "extents": EXTENT, "check_winding_order": False}
Tile = tuple[int, int, int, bytes]


def build_tiles(features: Sequence[Feature], bounds: Bounds, *, on_tile: Callable[[float], None]) -> Iterator[Tile]:
    """Yield ``(zoom, x, y, bytes)`` for every tile of the bounds that holds something. ``on_tile`` hears the share that is done."""
    shapes = shapely.transform(np.array([feature.geometry for feature in features], dtype=object), units)
    first_zoom = np.array([feature.min_zoom for feature in features])
    plan = [(zoom, tiles_in(bounds, zoom)) for zoom in range(MIN_ZOOM, MAX_ZOOM + 1)]
    total, done = sum(len(tiles) for _, tiles in plan), 0
    for zoom, tiles in plan:
        level = _Level(features, shapes, np.flatnonzero(first_zoom <= zoom), zoom)
        for x, y in tiles:
            data = level.tile(x, y)
            if data:
                yield zoom, x, y, data
            done += 1
            on_tile(done / total)


class _Level:
    """All features at one zoom, in units of 1/4096 tile counted from the corner of the world."""

    def __init__(self, features: Sequence[Feature], shapes: np.ndarray, chosen: np.ndarray, zoom: int) -> None:
        scale = 2**zoom * EXTENT
        scaled = shapely.transform(shapes[chosen], lambda points: points * scale)
        if zoom < MAX_ZOOM:
            scaled = shapely.simplify(scaled, _TOLERANCE, preserve_topology=True)
            is_area = np.isin(shapely.get_type_id(scaled), (_POLYGON, _MULTIPOLYGON))
            visible = ~is_area | (shapely.area(scaled) > _MIN_AREA)
            chosen, scaled = chosen[visible], scaled[visible]
        self.features = [features[index] for index in chosen]
        self.shapes = scaled
        self.tree = shapely.STRtree(scaled)

    def tile(self, x: int, y: int) -> bytes:
        left, top = x * EXTENT, y * EXTENT
        frame = (left - _BUFFER, top - _BUFFER, left + EXTENT + _BUFFER, top + EXTENT + _BUFFER)
        # The tree answers in any order; the order of the features is the order in which they are painted.
        found = np.sort(self.tree.query(shapely.box(*frame)))
        if not len(found):
            return b""
        clipped = shapely.clip_by_rect(self.shapes[found], *frame)
        local = shapely.transform(clipped, lambda points: np.round(points - (left, top)))
        local = shapely.orient_polygons(local)
        layers: dict[str, list[dict]] = defaultdict(list)
        for index, shape in zip(found, local, strict=True):
            if not shape.is_empty:
                feature = self.features[index]
                layers[feature.layer].append({"geometry": shape, "properties": dict(feature.properties)})
        if not layers:
            return b""
        return mapbox_vector_tile.encode(
            [{"name": name, "features": content} for name, content in layers.items()], default_options=_ENCODING
        )
