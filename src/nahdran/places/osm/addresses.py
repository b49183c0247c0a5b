# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""House numbers from points, buildings and areas: split, cleaned, and each house once."""

import re
from collections.abc import Iterable, Iterator, Mapping

import shapely

from nahdran.kit.text import clean_line
from nahdran.places.mapdata import Geometry, RawAddress
from nahdran.places.metric import distance_m
from nahdran.places.osm.reader import Extract
from nahdran.places.rules import name_key

# A shop, its building and the entrance often carry the same address. Nearer than this they are one.
_SAME_HOUSE_M = 80
_PLACE_KEYS = ("addr:place", "addr:hamlet", "addr:suburb", "addr:city")


def addresses_of(extract: Extract) -> list[RawAddress]:
    """Every house number of the extract; of several objects with one address the first counts (points before buildings)."""
    seen: dict[tuple[str, str, str], list[RawAddress]] = {}
    result = []
    for address in _all(extract):
        key = (name_key(address.street or address.place), address.house_number.lower(), address.postcode)
        twins = seen.setdefault(key, [])
        if not any(distance_m(twin.lon, twin.lat, address.lon, address.lat) < _SAME_HOUSE_M for twin in twins):
            twins.append(address)
            result.append(address)
    return result


def middle(geometry: Geometry) -> Geometry:
    """The centre of an area, or a point inside where the centre lies outside."""
    centre = shapely.centroid(geometry)
    return centre if shapely.contains(geometry, centre) else shapely.point_on_surface(geometry)


def _all(extract: Extract) -> Iterator[RawAddress]:
    for point in extract.points:
        yield from _split(point.id, point.tags, point.lon, point.lat)
    for area in extract.areas:
        if "addr:housenumber" in area.tags:
            centre = middle(area.geometry)
            yield from _split(area.id, area.tags, centre.x, centre.y)


def _split(source: str, tags: Mapping[str, str], lon: float, lat: float) -> Iterable[RawAddress]:
    street = _tag(tags, "addr:street")
    place = next((found for key in _PLACE_KEYS if (found := _tag(tags, key))), "")
    if not street and not place:
        return
    numbers = [clean_line(part)[:20] for part in re.split(r"[;,]", tags.get("addr:housenumber", ""))]
    for index, number in enumerate(dict.fromkeys(filter(None, numbers))):
        yield RawAddress(
            source=f"{source}#{number}" if index else source,
            house_number=number,
            street=street,
            place=place,
            postcode=_tag(tags, "addr:postcode")[:10],
            city=_tag(tags, "addr:city"),
            lon=lon,
            lat=lat,
        )


def _tag(tags: Mapping[str, str], key: str) -> str:
    return clean_line(tags.get(key, ""))[:200]
