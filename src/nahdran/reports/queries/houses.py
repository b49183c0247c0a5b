# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address key and postcode of the house at a point, for many points in one query. The address table may be imported anew at any time,
so nothing of it is kept with a report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from nahdran.places.metric import degrees_around

# So near to a house the point "is" the house; its postcode holds farther around.
_AT_HOUSE_M, _AROUND_M = 45, 400

_NEAREST = """
SELECT wanted.id, house.id, house.postcode, house.metres
FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::float8[], %s::float8[]) AS wanted(id, lon, lat, over_lon, over_lat)
CROSS JOIN LATERAL (
    SELECT a.id, coalesce(nullif(a.postcode, ''), s.postcode) AS postcode,
        sqrt(((a.lon - wanted.lon) / wanted.over_lon) ^ 2 + ((a.lat - wanted.lat) / wanted.over_lat) ^ 2) AS metres
    FROM places_address a JOIN places_street s ON s.id = a.street_id
    WHERE point(a.lon, a.lat) <@ box(
        point(wanted.lon - wanted.over_lon * %s, wanted.lat - wanted.over_lat * %s),
        point(wanted.lon + wanted.over_lon * %s, wanted.lat + wanted.over_lat * %s)
    )
    ORDER BY point(a.lon, a.lat) <-> point(wanted.lon, wanted.lat) LIMIT 1
) AS house
"""


@dataclass(frozen=True, slots=True)
class House:
    """``address_id`` is empty if the point is not at the house but only near it."""

    address_id: str
    postcode: str


def houses_at(points: Sequence[tuple[int, float, float]]) -> dict[int, House]:
    """By the id given with each point ``(id, lon, lat)``; points far from any house are left out."""
    if not points:
        return {}
    ids, lons, lats = (list(column) for column in zip(*points, strict=True))
    metre = [degrees_around(lat, 1) for lat in lats]
    over_lon, over_lat = [each[0] for each in metre], [each[1] for each in metre]
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [ids, lons, lats, over_lon, over_lat, *[_AROUND_M] * 4])
        return {
            row: House(str(address) if metres <= _AT_HOUSE_M else "", postcode or "")
            for row, address, postcode, metres in cursor.fetchall()
        }
