# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places without an import: a square town with two districts, streets and houses. Degrees are chosen, metres follow."""

from typing import Any
from uuid import uuid4

from nahdran.places.models import Address, Area, District, PlaceName, Street, StreetPoint
from nahdran.places.rules import house_number_parts, search_text

WEST, SOUTH, EAST, NORTH = 7.0, 50.0, 7.1, 50.1


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def make_area(name: str = "Musterstadt", *, kind: str = "municipality", **values: Any) -> Area:
    """The municipality, from 7.0 to 7.1 east and 50.0 to 50.1 north; with ``kind="neighbour"`` another one."""
    defaults = {
        "boundary": square(WEST, SOUTH, EAST, NORTH), "lon": 7.05, "lat": 50.05, "version": uuid4().hex, "source": f"test/{uuid4().hex}",
    }  # fmt: skip
    return Area.objects.create(name=name, kind=kind, **defaults | values)


def make_district(
    name: str, west: float = WEST, south: float = SOUTH, east: float = EAST, north: float = NORTH
) -> District:
    return District.objects.create(
        name=name, slug=name.lower(), source=f"test/{name}", boundary=square(west, south, east, north), lon=(west + east) / 2, lat=(south + north) / 2
    )  # fmt: skip


def make_street(
    name: str, *, lon: float = 7.05, lat: float = 50.05, place: str = "Musterstadt", district: District | None = None
) -> Street:
    street = Street.objects.create(
        name=name, district=district, place=place, postcode="12345", lon=lon, lat=lat, source=f"test/{uuid4().hex}",
        search=search_text(name, place, district.name if district else "", "12345"),
    )  # fmt: skip
    StreetPoint.objects.create(street=street, lon=lon, lat=lat)
    return street


def make_address(street: Street, house_number: str, *, lon: float = 7.05, lat: float = 50.05) -> Address:
    return Address.objects.create(
        street=street, house_number=house_number, number=house_number_parts(house_number)[0], postcode="12345", place=street.place,
        district=street.district, lon=lon, lat=lat, source=f"test/{uuid4().hex}",
    )  # fmt: skip


def make_place_name(
    name: str, *, kind: str = "poi", lon: float = 7.05, lat: float = 50.05, district: District | None = None
) -> PlaceName:
    return PlaceName.objects.create(
        name=name, kind=kind, lon=lon, lat=lat, district=district, source=f"test/{uuid4().hex}", search=search_text(name)
    )  # fmt: skip
