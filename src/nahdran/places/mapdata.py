# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import hands to the database and to the tile builder, whatever it was read from. Plain values, degrees, longitude first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

# A shapely geometry. Its stubs return the base class nearly everywhere, which knows neither coordinates nor parts.
Geometry: TypeAlias = Any
# Name of the step in German and the share of the whole work that is done, 0 to 1.
Progress = Callable[[str, float], None]
Bounds = tuple[float, float, float, float]
Value = str | int | bool


def no_progress(step: str, share: float) -> None:
    """For callers that show nothing."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map. ``layer`` and ``properties`` are what ``style`` knows; it is drawn from ``min_zoom`` on."""

    layer: str
    geometry: Geometry
    properties: Mapping[str, Value] = field(default_factory=dict)
    min_zoom: int = 0


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """A municipality or a district; ``boundary`` is missing where only the name and a point are known."""

    source: str
    name: str
    boundary: Geometry | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class RawStreet:
    """One piece of a named street."""

    name: str
    line: Geometry


@dataclass(frozen=True, slots=True)
class RawAddress:
    """A house number as the source has it: with a street, or in a hamlet without streets with ``place`` only."""

    source: str
    house_number: str
    street: str
    place: str
    postcode: str
    city: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class StreetRecord:
    source: str
    name: str
    district: str | None
    place: str
    postcode: str
    is_place: bool
    lon: float
    lat: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class AddressRecord:
    source: str
    street: str
    house_number: str
    postcode: str
    place: str
    district: str | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """``kind`` is a value of ``PlaceName.Kind``."""

    source: str
    name: str
    kind: str
    district: str | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class MapData:
    """Everything that one import knows. ``district`` and ``street`` in the records are the ``source`` of the other record."""

    municipality: AreaRecord
    neighbours: list[AreaRecord]
    districts: list[AreaRecord]
    streets: list[StreetRecord]
    addresses: list[AddressRecord]
    places: list[PlaceRecord]
    features: list[Feature]
    attribution: str
    is_schematic: bool
