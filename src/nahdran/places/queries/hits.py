# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One answer of the search or of the reverse geocoding."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class AddressHit:
    """``label`` is what a person reads: "Hauptstraße 3, Bindlach". A street without number and a named place leave fields empty."""

    label: str
    street: str
    house_number: str
    place: str
    district: str
    lon: float
    lat: float
    kind: Literal["address", "street", "place"] = "address"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def address_label(street: str, house_number: str, place: str) -> str:
    """A hamlet with its number needs no town twice: "Euben 4, Bindlach", but "Bindlach 4"."""
    first = f"{street} {house_number}".strip()
    return f"{first}, {place}" if place and place != street else first
