# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is drawn: every object of the extract in its layer, in the order in which it is painted."""

from collections.abc import Iterator, Sequence

import shapely

from nahdran.kit.text import clean_line
from nahdran.places.mapdata import AreaRecord, Feature, RawAddress, Value
from nahdran.places.osm.boundary import frame_of
from nahdran.places.osm.classes import (
    PUBLIC,
    RAILWAYS,
    RAMPS,
    ROADS,
    SERVICE,
    SETTLEMENT_ZOOM,
    SETTLEMENTS,
    WATERWAYS,
    area_class,
    place_kind,
)
from nahdran.places.osm.reader import Extract, OsmShape
from nahdran.places.outline import outline_features

_BUILDING_ZOOM, _NUMBER_ZOOM, _POI_ZOOM = 13, 15, 14


def features_of(
    extract: Extract,
    municipality: AreaRecord,
    neighbours: Sequence[AreaRecord],
    districts: Sequence[AreaRecord],
    addresses: Sequence[RawAddress],
) -> list[Feature]:
    """Features of the whole extract, not only of the municipality: a map does not end at the boundary."""
    result = list(outline_features(municipality, neighbours, districts, shapely.box(*frame_of(extract))))
    for area in extract.areas:
        result += _area(area)
    for line in extract.lines:
        result += _line(line)
    result += _names(extract, municipality, districts)
    result += [
        Feature("housenumber", shapely.Point(a.lon, a.lat), {"number": a.house_number}, _NUMBER_ZOOM) for a in addresses
    ]
    return result


def _area(area: OsmShape) -> Iterator[Feature]:
    drawn = area_class(area.tags)
    if drawn is not None:
        yield Feature(drawn.layer, area.geometry, {"kind": drawn.kind}, drawn.min_zoom)
    if area.tags.get("building", "no") != "no":
        kind = "public" if place_kind(area.tags) in PUBLIC else "house"
        yield Feature("building", area.geometry, {"kind": kind}, _BUILDING_ZOOM)


def _line(line: OsmShape) -> Iterator[Feature]:
    tags = line.tags
    if tags.get("area") == "yes":
        return
    name = _name(tags.get("name", ""))
    road = ROADS.get(tags.get("highway", ""))
    if road is not None:
        properties: dict[str, Value] = {"class": road.kind}
        if name:
            properties["name"] = name
        if tags.get("ref") and road.kind in ("motorway", "main"):
            properties["ref"] = _name(tags["ref"])
        if tags["highway"] == SERVICE or tags["highway"] in RAMPS:
            properties["minor"] = True
        yield Feature(road.layer, line.geometry, properties, road.min_zoom)
    water = WATERWAYS.get(tags.get("waterway", ""))
    if water is not None and tags.get("tunnel", "no") in ("no", ""):
        yield Feature("waterway", line.geometry, {"class": water.kind, "name": name}, water.min_zoom)
    if tags.get("railway") in RAILWAYS and tags.get("tunnel", "no") == "no":
        yield Feature(
            "rail", line.geometry, {"class": "siding" if "service" in tags else "rail"}, 13 if "service" in tags else 10
        )


def _names(extract: Extract, municipality: AreaRecord, districts: Sequence[AreaRecord]) -> Iterator[Feature]:
    drawn = set()
    for point in extract.points:
        rank = SETTLEMENTS.get(point.tags.get("place", ""))
        name = _name(point.tags.get("name", ""))
        if rank and name:
            rank = 1 if name == municipality.name else rank
            drawn.add(point.id)
            yield Feature(
                "place", shapely.Point(point.lon, point.lat), {"name": name, "rank": rank}, SETTLEMENT_ZOOM[rank]
            )
        if (kind := place_kind(point.tags)) and name:
            yield Feature("poi", shapely.Point(point.lon, point.lat), {"name": name, "kind": kind}, _POI_ZOOM)
    for area in extract.areas:
        if (kind := place_kind(area.tags)) and (name := _name(area.tags.get("name", ""))):
            yield Feature("poi", shapely.point_on_surface(area.geometry), {"name": name, "kind": kind}, _POI_ZOOM)
    for district in districts:
        if district.source not in drawn:
            rank = 1 if district.name == municipality.name else 2
            yield Feature(
                "place",
                shapely.Point(district.lon, district.lat),
                {"name": district.name, "rank": rank},
                SETTLEMENT_ZOOM[rank],
            )


def _name(text: str) -> str:
    return clean_line(text)[:200]
