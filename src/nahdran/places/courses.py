# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what is drawn to numbered roads and railways: one course for each number, cut to the town and a little beyond. Pure functions."""

import re
from collections import defaultdict
from collections.abc import Iterable

import shapely

from nahdran.places.mapdata import Feature, Geometry
from nahdran.places.metric import degrees_around

MOTORWAY, FEDERAL, STATE, DISTRICT, RAIL = "motorway", "federal", "state", "district", "rail"
# Letters of road numbers in the Länder; what a Land calls its own roads differs.
_LETTERS = {"A": MOTORWAY, "B": FEDERAL, "L": STATE, "ST": STATE, "S": STATE, "LI": STATE, "LII": STATE, "K": DISTRICT}
_REF = re.compile(r"^([A-Za-z]{1,3})\s*(\d{1,4}[a-z]?)$")
_BEYOND_M = 300


def kind_of(ref: str) -> tuple[str, str] | None:
    """Kind and spelling of a road number: "b56" is a federal road, "B 56"."""
    match = _REF.match(ref.strip())
    if match is None or match[1].upper() not in _LETTERS:
        return None
    letters = "St" if match[1].upper() == "ST" else match[1].upper()
    return _LETTERS[match[1].upper()], f"{letters} {match[2]}"


def courses_of(features: Iterable[Feature], ground: Geometry | None) -> dict[tuple[str, str], Geometry]:
    """(kind, number) to its lines. A road with two numbers ("B 56;B 484") belongs to both."""
    found: dict[tuple[str, str], list[Geometry]] = defaultdict(list)
    for feature in features:
        for key in _keys(feature):
            found[key].append(feature.geometry)
    reach = _reach(ground)
    merged = {key: _merged(lines, reach) for key, lines in found.items()}
    return {key: lines for key, lines in merged.items() if not lines.is_empty}


def _keys(feature: Feature) -> list[tuple[str, str]]:
    if feature.layer == "rail":
        return [(RAIL, "")]
    if feature.layer != "road":
        return []
    parts = str(feature.properties.get("ref", "")).split(";")
    return [key for part in parts if (key := kind_of(part)) is not None]


def _reach(ground: Geometry | None) -> Geometry | None:
    if ground is None:
        return None
    _over_lon, over_lat = degrees_around(ground.centroid.y, _BEYOND_M)
    return shapely.buffer(ground, over_lat)


def _merged(lines: list[Geometry], reach: Geometry | None) -> Geometry:
    whole = shapely.union_all(lines)
    inside = whole if reach is None else shapely.intersection(whole, reach)
    flat = [part for part in shapely.get_parts(inside) if part.geom_type == "LineString" and not part.is_empty]
    return shapely.line_merge(shapely.MultiLineString(flat)) if flat else shapely.LineString()
