# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which OpenStreetMap tags become which layer of our map. The one table to change when something should be drawn or not."""

from collections.abc import Mapping
from dataclasses import dataclass

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Layer, class or kind inside the layer, and the zoom from which it is drawn."""

    layer: str
    kind: str
    min_zoom: int


_MOTORWAY = Drawn("road", "motorway", 9)
_RAMP = Drawn("road", "motorway", 12)
_MAIN = Drawn("road", "main", 10)
_STREET = Drawn("road", "street", 12)
_SERVICE = Drawn("road", "street", 14)
_PATH = Drawn("road", "path", 14)
ROADS = {
    "motorway": _MOTORWAY, "trunk": _MOTORWAY, "motorway_link": _RAMP, "trunk_link": _RAMP,
    "primary": _MAIN, "secondary": _MAIN, "tertiary": Drawn("road", "main", 11),
    "primary_link": _MAIN, "secondary_link": _MAIN, "tertiary_link": _MAIN,
    "residential": _STREET, "unclassified": _STREET, "living_street": _STREET, "pedestrian": _STREET, "road": _STREET,
    "service": _SERVICE, "track": _PATH, "path": _PATH, "footway": _PATH, "cycleway": _PATH, "bridleway": _PATH, "steps": _PATH,
}  # fmt: skip
SERVICE = "service"
RAMPS = {"motorway_link", "trunk_link"}

_RIVER = Drawn("waterway", "river", 9)
_STREAM = Drawn("waterway", "stream", 13)
WATERWAYS = {
    "river": _RIVER,
    "canal": _RIVER,
    "stream": _STREAM,
    "ditch": Drawn("waterway", "stream", 14),
    "drain": Drawn("waterway", "stream", 14),
}
RAILWAYS = {"rail", "light_rail", "tram", "narrow_gauge"}

_WOOD = Drawn("wood", "wood", 9)
_GREEN = Drawn("wood", "park", 12)
_WATER = Drawn("water", "water", 9)
_HOMES = Drawn("built", "homes", 9)
_WORK = Drawn("built", "work", 10)
AREAS: dict[str, dict[str, Drawn]] = {
    "landuse": {
        "forest": _WOOD, "residential": _HOMES, "farmyard": _HOMES, "industrial": _WORK, "commercial": _WORK, "retail": _WORK,
        "cemetery": _GREEN, "grass": _GREEN, "village_green": _GREEN, "recreation_ground": _GREEN, "allotments": _GREEN,
        "reservoir": _WATER, "basin": _WATER,
    },
    "natural": {"wood": _WOOD, "water": _WATER},
    "leisure": {"park": _GREEN, "garden": _GREEN, "pitch": _GREEN, "playground": _GREEN, "golf_course": _GREEN},
    "waterway": {"riverbank": _WATER, "dock": _WATER},
}  # fmt: skip

# Places that people name when they say where something is. The kind is also the symbol on the map.
PLACES: dict[str, dict[str, str]] = {
    "amenity": {
        "townhall": "townhall", "school": "school", "kindergarten": "kindergarten", "library": "library", "hospital": "hospital",
        "police": "police", "fire_station": "fire_station", "community_centre": "hall", "theatre": "hall", "place_of_worship": "church",
        "post_office": "post_office", "marketplace": "square", "bus_station": "station", "public_bath": "bath",
    },
    "railway": {"station": "station", "halt": "station"},
    "leisure": {"sports_centre": "sports", "swimming_pool": "bath", "stadium": "sports"},
    "tourism": {"museum": "museum"},
    "landuse": {"cemetery": "cemetery"},
}  # fmt: skip
PUBLIC = {
    "townhall",
    "school",
    "kindergarten",
    "library",
    "hospital",
    "police",
    "fire_station",
    "hall",
    "church",
    "museum",
    "bath",
}

# Settlements, from large to small; the rank decides from which zoom on the name is written.
SETTLEMENTS = {"city": 1, "town": 1, "suburb": 2, "village": 2, "hamlet": 3, "isolated_dwelling": 4}
DISTRICT_SETTLEMENTS = {"city", "town", "suburb", "village", "hamlet"}
SETTLEMENT_ZOOM = {1: 9, 2: 11, 3: 12, 4: 14}


def area_class(tags: Tags) -> Drawn | None:
    for key, values in AREAS.items():
        found = values.get(tags.get(key, ""))
        if found is not None:
            return found
    return None


def place_kind(tags: Tags) -> str | None:
    for key, values in PLACES.items():
        found = values.get(tags.get(key, ""))
        if found is not None:
            return found
    return None
