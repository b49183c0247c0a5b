# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a person would say where a point is, and what to do if it lies outside."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nahdran.places.metric import distance_m
from nahdran.places.queries.areas import Shapes, shapes
from nahdran.places.queries.hits import AddressHit
from nahdran.places.queries.near import nearest_address, nearest_place, nearest_street

# So near to a house the point "is" the house; farther away it is near it.
_AT_HOUSE_M, _NEAR_HOUSE_M = 45, 150
_ON_STREET_M, _NEAR_STREET_M = 60, 400


@dataclass(frozen=True, slots=True)
class PlaceDescription:
    """``hint`` is empty inside; outside it says in a full sentence what lies there. ``district_id`` saves the caller a look-up."""

    label: str
    district: str
    inside: bool
    hint: str = ""
    district_id: int | None = None
    address: AddressHit | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "district": self.district,
            "inside": self.inside,
            "hint": self.hint,
            "address": self.address.as_json() if self.address else None,
        }


def describe(lon: float, lat: float) -> PlaceDescription:
    """Inside the nearest address, street or place; outside a sentence with the neighbour's name where it is known."""
    known = shapes()
    if not known.holds(lon, lat):
        return _outside(known, lon, lat)
    district = known.district(lon, lat)
    name = district.name if district else ""
    label, address = _inside_label(lon, lat)
    return PlaceDescription(
        label=label or name or known.name,
        district=name,
        inside=True,
        district_id=district.pk if district else None,
        address=address,
    )


def _inside_label(lon: float, lat: float) -> tuple[str, AddressHit | None]:
    address = nearest_address(lon, lat, _NEAR_HOUSE_M)
    if address and distance_m(address.lon, address.lat, lon, lat) <= _AT_HOUSE_M:
        return address.label, address
    street = nearest_street(lon, lat, _NEAR_STREET_M)
    if street and distance_m(street.lon, street.lat, lon, lat) <= _ON_STREET_M:
        return street.label, address
    if address:
        return _("in der Nähe von %(place)s") % {"place": address.label}, address
    place = street or nearest_place(lon, lat)
    return (_("in der Nähe von %(place)s") % {"place": place.label} if place else ""), None


def _outside(known: Shapes, lon: float, lat: float) -> PlaceDescription:
    if not known.name:
        return PlaceDescription(
            label="", district="", inside=False, hint=_("Für diese Stadt ist noch keine Karte eingerichtet.")
        )
    neighbour, is_certain = known.neighbour(lon, lat)
    names = {"town": known.name, "neighbour": neighbour.name if neighbour else ""}
    if neighbour is None:
        return PlaceDescription(
            _("außerhalb von %(town)s") % names, "", False, _("Das liegt außerhalb von %(town)s.") % names
        )
    if is_certain:
        return PlaceDescription(
            neighbour.name, "", False, _("Das liegt außerhalb von %(town)s, in %(neighbour)s.") % names
        )
    hint = _("Das liegt außerhalb von %(town)s, in der Gegend von %(neighbour)s.") % names
    return PlaceDescription(_("außerhalb von %(town)s") % names, "", False, hint)
