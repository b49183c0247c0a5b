# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The districts of a municipality: from their boundaries, or where nobody has drawn any, from the settlements.

Without boundaries, the ground belongs to the settlement whose houses are nearest. Seeds are therefore the edges of built-up areas,
not the points of place names: a large village beside a hamlet keeps its own outskirts.
"""

from collections.abc import Sequence

import numpy as np
import shapely

from nahdran.places.mapdata import AreaRecord, Geometry, RawAddress
from nahdran.places.metric import distance_m
from nahdran.places.osm.addresses import middle
from nahdran.places.osm.boundary import complete_polygon
from nahdran.places.osm.classes import DISTRICT_SETTLEMENTS
from nahdran.places.osm.reader import Extract
from nahdran.places.settlements import settlement_districts

_LEVELS = (9, 10, 11)
# Boundaries of a level count as the districts if at least two of them cover this share of the municipality.
_ENOUGH = 0.5
# Houses farther than this from every named settlement belong to one that the extract does not name.
_OWN_CENTRE_M = 1500


def find_districts(extract: Extract, municipality: AreaRecord, addresses: Sequence[RawAddress]) -> list[AreaRecord]:
    """At least one district; together they cover the municipality when they come from the settlements."""
    assert municipality.boundary is not None
    for level in _LEVELS:
        drawn = _drawn(extract, municipality.boundary, level)
        if (
            len(drawn) > 1
            and sum(item.boundary.area for item in drawn if item.boundary) >= _ENOUGH * municipality.boundary.area
        ):
            return drawn
    return settlement_districts(municipality, _centres(extract, municipality, addresses), _homes(extract))


def _drawn(extract: Extract, ground: Geometry, level: int) -> list[AreaRecord]:
    result = []
    for item in extract.boundaries:
        shape = complete_polygon(item, extract) if item.level == level else None
        inside = shapely.intersection(shape, ground) if shape is not None else None
        if shape is not None and inside is not None and inside.area > 0.5 * shape.area:
            point = middle(inside)
            result.append(AreaRecord(item.id, item.tags["name"], inside, point.x, point.y))
    return result


def _centres(extract: Extract, municipality: AreaRecord, addresses: Sequence[RawAddress]) -> list[AreaRecord]:
    """The named settlements inside. The main one may be missing from an extract; then houses far from every other say where it is."""
    ground = municipality.boundary
    found = [
        AreaRecord(point.id, point.tags["name"], None, point.lon, point.lat)
        for point in extract.points
        if point.tags.get("place") in DISTRICT_SETTLEMENTS
        and "name" in point.tags
        and shapely.contains_xy(ground, point.lon, point.lat)
    ]
    if any(item.name == municipality.name for item in found):
        return found
    far = [(a.lon, a.lat) for a in addresses if shapely.contains_xy(ground, a.lon, a.lat) and _is_far(a, found)]
    if not far and found:
        return found
    lon, lat = np.median(far, axis=0) if far else (municipality.lon, municipality.lat)
    return [*found, AreaRecord(f"{municipality.source}/centre", municipality.name, None, float(lon), float(lat))]


def _is_far(address: RawAddress, centres: Sequence[AreaRecord]) -> bool:
    return all(distance_m(address.lon, address.lat, item.lon, item.lat) > _OWN_CENTRE_M for item in centres)


def _homes(extract: Extract) -> list[Geometry]:
    return [
        area.geometry
        for area in extract.areas
        if area.tags.get("landuse") in ("residential", "farmyard", "commercial", "retail")
    ]
