# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shares a municipality out among its settlements where nobody has drawn districts. Used by the import and by the schematic towns.

The ground belongs to the settlement whose houses are nearest. Seeds are therefore the edges of built-up areas, not the points of
place names: a large village beside a hamlet keeps its own outskirts.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from nahdran.places.mapdata import AreaRecord, Geometry
from nahdran.places.metric import LocalMetres

# Built-up areas with smaller gaps belong together.
_ONE_SETTLEMENT_M = 60
_SEED_EVERY_M = 60


def settlement_districts(
    municipality: AreaRecord, centres: list[AreaRecord], homes: Sequence[Geometry]
) -> list[AreaRecord]:
    """Share the municipality out among its settlements. ``homes`` are the built-up areas."""
    assert municipality.boundary is not None
    metres = LocalMetres(municipality.lat)
    ground = metres.flat(municipality.boundary)
    points = [metres.flat(shapely.Point(item.lon, item.lat)) for item in centres]
    seeds = _seeds([metres.flat(shape) for shape in homes], points, ground)
    cells = _cells(seeds, ground)
    return [
        AreaRecord(item.source, item.name, metres.degrees(cells[index]), item.lon, item.lat)
        for index, item in enumerate(centres)
        if index in cells and not cells[index].is_empty
    ]


def _seeds(homes: list[Geometry], centres: list[Geometry], ground: Geometry) -> list[tuple[Geometry, int]]:
    """Points, each with the settlement that it belongs to."""
    tree = shapely.STRtree(centres)
    seeds = [(point, index) for index, point in enumerate(centres)]
    if not homes:
        return seeds
    blocks = shapely.get_parts(
        shapely.buffer(shapely.union_all(shapely.buffer(homes, _ONE_SETTLEMENT_M / 2)), -_ONE_SETTLEMENT_M / 4)
    )
    for block in blocks:
        if not block.intersects(ground):
            continue
        inside = tree.query(block, predicate="contains")
        count = max(1, int(block.exterior.length // _SEED_EVERY_M))
        for point in shapely.line_interpolate_point(block.exterior, np.arange(count) / count, normalized=True):
            owner = (
                min(inside, key=lambda index: centres[index].distance(point)) if len(inside) else tree.nearest(block)
            )
            seeds.append((point, int(owner)))
    return seeds


def _cells(seeds: list[tuple[Geometry, int]], ground: Geometry) -> dict[int, Geometry]:
    """Voronoi cells of the seeds, joined by settlement, cut to the municipality."""
    if len(seeds) == 1:
        return {seeds[0][1]: ground}
    distinct = {(round(point.x), round(point.y)): owner for point, owner in reversed(seeds)}
    points = shapely.points(list(distinct))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=ground))
    owners = list(distinct.values())
    by_owner: dict[int, list[Geometry]] = defaultdict(list)
    for cell, point in shapely.STRtree(points).query(cells, predicate="contains").T:
        by_owner[owners[point]].append(cells[cell])
    return {owner: shapely.intersection(shapely.union_all(shapes), ground) for owner, shapes in by_owner.items()}
