# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of many points at once, for imports: one query for a thousand points instead of three for each."""

from collections.abc import Sequence

from django.db import connection

from nahdran.places.metric import degrees_around
from nahdran.places.queries.hits import address_label

_REACH_M = 60
# A degree of longitude is shorter than one of latitude: the index gives a few candidates, the flat distance decides.
_SQL = """
SELECT v.n, coalesce(house.street, street.name, ''), coalesce(house.number, ''), coalesce(house.place, street.place, '')
FROM unnest(%(lons)s::float8[], %(lats)s::float8[]) WITH ORDINALITY AS v(lon, lat, n)
LEFT JOIN LATERAL (
  SELECT s.name AS street, c.house_number AS number, c.place FROM (
    SELECT a.street_id, a.house_number, a.place, a.lon, a.lat FROM places_address a
    WHERE point(a.lon, a.lat) <@ box(point(v.lon - %(dx)s, v.lat - %(dy)s), point(v.lon + %(dx)s, v.lat + %(dy)s))
    ORDER BY point(a.lon, a.lat) <-> point(v.lon, v.lat) LIMIT 6) c JOIN places_street s ON s.id = c.street_id
  ORDER BY ((c.lon - v.lon) / %(dx)s) ^ 2 + ((c.lat - v.lat) / %(dy)s) ^ 2 LIMIT 1) house ON true
LEFT JOIN LATERAL (
  SELECT s.name, s.place FROM places_streetpoint p JOIN places_street s ON s.id = p.street_id
  WHERE house.street IS NULL
    AND point(p.lon, p.lat) <@ box(point(v.lon - %(dx)s, v.lat - %(dy)s), point(v.lon + %(dx)s, v.lat + %(dy)s))
  ORDER BY point(p.lon, p.lat) <-> point(v.lon, v.lat) LIMIT 1) street ON true
ORDER BY v.n
"""


def labels_of(points: Sequence[tuple[float, float]]) -> list[str]:
    """The nearest house number, else the street, of each (lon, lat); empty where neither is within 60 metres. One query."""
    if not points:
        return []
    dx, dy = degrees_around(points[0][1], _REACH_M)
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"lons": lons, "lats": lats, "dx": dx, "dy": dy})
        return [
            address_label(street, number, place) if street else "" for _n, street, number, place in cursor.fetchall()
        ]
