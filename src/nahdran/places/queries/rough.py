# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The boundary of the municipality in a few dozen points, for devices that have to know without asking whether a place lies inside."""

import shapely
from shapely.geometry import MultiPolygon, Polygon

from nahdran.places.metric import degrees_around
from nahdran.places.queries.areas import shapes

Ring = list[tuple[float, float]]
# Nobody decides by this line: the server does, by the true one.
_ROUGH_M = 60
_DIGITS = 5


def rough_outline() -> list[Ring]:
    """The outer rings as ``(lon, lat)``, a little too wide rather than too narrow; empty before the first import."""
    ground = shapes().ground
    if ground is None:
        return []
    wide = degrees_around(ground.centroid.y, _ROUGH_M)[1]
    rough = shapely.simplify(shapely.buffer(ground, wide), wide)
    parts = rough.geoms if isinstance(rough, MultiPolygon) else [rough] if isinstance(rough, Polygon) else []
    return [[(round(x, _DIGITS), round(y, _DIGITS)) for x, y in part.exterior.coords] for part in parts]
