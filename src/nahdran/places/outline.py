# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ground of the municipality and the lines of its boundaries as features. The same for every import."""

from collections.abc import Iterator, Sequence

import shapely

from nahdran.places.mapdata import AreaRecord, Feature, Geometry
from nahdran.places.metric import degrees_around

_ALL_ZOOMS, _DISTRICT_ZOOM = 0, 10
# Lines of districts that run beside the municipality's own are left out, so that no boundary is drawn twice.
_BESIDE_M = 15


def outline_features(
    municipality: AreaRecord,
    neighbours: Sequence[AreaRecord],
    districts: Sequence[AreaRecord],
    frame: Geometry | None = None,
) -> Iterator[Feature]:
    """Layers ``land`` and ``boundary``. ``frame`` is where the source ends: a neighbour's area ends there too, but that is no boundary."""
    assert municipality.boundary is not None
    edge = shapely.boundary(municipality.boundary)
    yield Feature("land", municipality.boundary, {"kind": "municipality"}, _ALL_ZOOMS)
    known = edge if frame is None else shapely.union(edge, shapely.boundary(frame))
    beside = shapely.buffer(known, degrees_around(municipality.lat, _BESIDE_M)[0])
    inner = [shapely.boundary(item.boundary) for item in districts if item.boundary is not None]
    if inner:
        lines = shapely.line_merge(shapely.difference(shapely.union_all(inner), beside))
        yield Feature("boundary", lines, {"kind": "district"}, _DISTRICT_ZOOM)
    for item in neighbours:
        if item.boundary is not None:
            rest = shapely.difference(shapely.boundary(item.boundary), beside)
            yield Feature("boundary", rest, {"kind": "neighbour"}, _ALL_ZOOMS)
    yield Feature("boundary", edge, {"kind": "municipality"}, _ALL_ZOOMS)
