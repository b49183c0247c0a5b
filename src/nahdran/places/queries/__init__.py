# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the house asks about places: search, reverse geocoding, districts, the map's frame. Everything else here is private."""

from nahdran.places.queries.areas import (
    current_version,
    district_at,
    district_bounds,
    districts,
    is_inside,
    municipality_name,
    neighbour_at,
    shapes,
)
from nahdran.places.queries.courses import CourseLines, course_lines, course_names
from nahdran.places.queries.describe import PlaceDescription, describe
from nahdran.places.queries.hits import AddressHit
from nahdran.places.queries.many import labels_of
from nahdran.places.queries.near import nearest_address
from nahdran.places.queries.rough import rough_outline
from nahdran.places.queries.search import search_addresses
from nahdran.places.queries.town import MapView, tile_path, tile_set, town_view

__all__ = [
    "AddressHit",
    "CourseLines",
    "MapView",
    "PlaceDescription",
    "course_lines",
    "course_names",
    "current_version",
    "describe",
    "district_at",
    "district_bounds",
    "districts",
    "is_inside",
    "labels_of",
    "municipality_name",
    "nearest_address",
    "neighbour_at",
    "rough_outline",
    "search_addresses",
    "shapes",
    "tile_path",
    "tile_set",
    "town_view",
]
