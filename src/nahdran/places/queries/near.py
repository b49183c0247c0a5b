# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is nearest to a point: a house, a street, a named place. The index gives candidates by degrees, metres decide."""

from typing import Any

from django.db import connection

from nahdran.places.metric import degrees_around, distance_m
from nahdran.places.queries.hits import AddressHit, address_label

# A degree of longitude is shorter than one of latitude, so the nearest in degrees need not be the nearest in metres.
_CANDIDATES = 24

_ADDRESS = """
SELECT s.name, a.house_number, a.place, coalesce(d.name, ''), a.lon, a.lat
FROM places_address a JOIN places_street s ON s.id = a.street_id LEFT JOIN places_district d ON d.id = a.district_id
WHERE point(a.lon, a.lat) <@ box(point(%s, %s), point(%s, %s))
ORDER BY point(a.lon, a.lat) <-> point(%s, %s) LIMIT %s
"""
_STREET = """
SELECT s.name, '', s.place, coalesce(d.name, ''), p.lon, p.lat
FROM places_streetpoint p JOIN places_street s ON s.id = p.street_id LEFT JOIN places_district d ON d.id = s.district_id
WHERE point(p.lon, p.lat) <@ box(point(%s, %s), point(%s, %s))
ORDER BY point(p.lon, p.lat) <-> point(%s, %s) LIMIT %s
"""
_PLACE = """
SELECT n.name, '', '', coalesce(d.name, ''), n.lon, n.lat
FROM places_placename n LEFT JOIN places_district d ON d.id = n.district_id
WHERE point(n.lon, n.lat) <@ box(point(%s, %s), point(%s, %s))
ORDER BY point(n.lon, n.lat) <-> point(%s, %s) LIMIT %s
"""


def nearest_address(lon: float, lat: float, within_m: float = 150) -> AddressHit | None:
    """The nearest house number within so many metres."""
    found = _nearest(_ADDRESS, lon, lat, within_m)
    return found and _hit(found, "address")


def nearest_street(lon: float, lat: float, within_m: float = 150) -> AddressHit | None:
    found = _nearest(_STREET, lon, lat, within_m)
    return found and _hit(found, "street")


def nearest_place(lon: float, lat: float, within_m: float = 2000) -> AddressHit | None:
    found = _nearest(_PLACE, lon, lat, within_m)
    return found and AddressHit(found[0], "", "", found[0], found[3], found[4], found[5], "place")


def _nearest(sql: str, lon: float, lat: float, within_m: float) -> Any:
    over_lon, over_lat = degrees_around(lat, within_m)
    frame = [lon - over_lon, lat - over_lat, lon + over_lon, lat + over_lat]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*frame, lon, lat, _CANDIDATES])
        rows = [(distance_m(row[4], row[5], lon, lat), row) for row in cursor.fetchall()]
    metres, row = min(rows, key=lambda item: item[0], default=(within_m + 1, None))
    return row if metres <= within_m else None


def _hit(row: Any, kind: Any) -> AddressHit:
    street, house_number, place, district, lon, lat = row
    return AddressHit(address_label(street, house_number, place), street, house_number, place, district, lon, lat, kind)
