# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A place that somebody chose, as forms hand it to operations; and the pieces of it that a browser sends."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from nahdran.places.enums import PlaceSource
from nahdran.places.metric import distance_m
from nahdran.places.queries import AddressHit, describe, search_addresses

MAX_QUERY = 120
MAX_DETAIL = 200
# A hit and the position that was sent with it may differ by rounding, not by more.
_SAME_PLACE_M = 5


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A place inside the town. ``label`` is never what a browser claims, but what our own tables say about the position."""

    lon: float
    lat: float
    label: str
    source: str = PlaceSource.MAP
    detail: str = ""
    district: str = ""
    district_id: int | None = None

    @classmethod
    def of(cls, value: Any) -> "ChosenPlace | None":
        """From what a form may have as its initial value: nothing, a place, or a mapping with at least ``lon`` and ``lat``."""
        if value is None or isinstance(value, ChosenPlace):
            return value
        if value.get("lon") is None or value.get("lat") is None:
            return None
        source = value.get("source") or PlaceSource.ADDRESS
        return cls(
            float(value["lon"]), float(value["lat"]), value.get("label") or "", source, value.get("detail") or ""
        )


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """What came with the form, unchecked. ``is_settled`` is said by the script: this position counts, not the text in the search field."""

    query: str = ""
    searched: str = ""
    choice: str = ""
    lon: str = ""
    lat: str = ""
    label: str = ""
    source: str = ""
    detail: str = ""
    is_settled: bool = False
    wants_search: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.query or self.choice or self.position)

    @property
    def position(self) -> tuple[float, float] | None:
        return position_of(self.lon, self.lat)

    @property
    def chosen_hit(self) -> tuple[float, float, str] | None:
        """The address that was chosen from the list, unless another one was typed afterwards."""
        if self.wants_search or not self.choice or self.query != self.searched:
            return None
        lon, lat, label = [*self.choice.split(";", 2), "", ""][:3]
        position = position_of(lon, lat)
        return (*position, label) if position else None

    @property
    def needs_search(self) -> bool:
        """The text in the search field says something that the position does not say yet."""
        if self.wants_search:
            return True
        if self.is_settled and self.position:
            return False
        return bool(self.query) and (self.query != self.label or self.position is None)


def position_of(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        found = float(lon), float(lat)
    except ValueError:
        return None
    inside = all(isfinite(value) for value in found) and abs(found[0]) <= 180 and abs(found[1]) <= 90
    return found if inside else None


def choice_value(hit: AddressHit) -> str:
    return f"{hit.lon:.6f};{hit.lat:.6f};{hit.label}"


def only_hit(query: str, hits: list[AddressHit]) -> AddressHit | None:
    """The one that is meant without doubt: there is no other, or it is written exactly so."""
    same = [hit for hit in hits if hit.label.casefold() == query.casefold()]
    return hits[0] if len(hits) == 1 else same[0] if len(same) == 1 else None


def known_label(lon: float, lat: float, label: str) -> str:
    """The label that was shown when an address was chosen, if our tables really have it there; otherwise nothing."""
    if not label or len(label) > 2 * MAX_QUERY:
        return ""
    for hit in search_addresses(label):
        if hit.label == label and distance_m(hit.lon, hit.lat, lon, lat) <= _SAME_PLACE_M:
            return label
    return ""


def place_at(
    lon: float, lat: float, *, source: str, label: str = "", detail: str = ""
) -> tuple[ChosenPlace | None, str]:
    """The place, or None and a sentence about what lies there when it is outside."""
    found = describe(lon, lat)
    if not found.inside:
        return None, found.hint
    known = known_label(lon, lat, label) if source == PlaceSource.ADDRESS and label != found.label else ""
    source = source if source in PlaceSource.values else PlaceSource.MAP
    return ChosenPlace(lon, lat, known or found.label, source, detail, found.district, found.district_id), ""
