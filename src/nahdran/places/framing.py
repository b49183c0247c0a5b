# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A part of the map, and rows with ``lon`` and ``lat`` in it, by operator classes of the core that a GiST index on ``point(lon, lat)`` knows."""

import re
from dataclasses import dataclass

from django.db.models import BooleanField, F, FloatField, Func, Value
from django.db.models.expressions import Combinable, Expression

_NUMBER = r"(-?\d{1,3}(?:\.\d{1,12})?)"
_FRAME = re.compile(rf"^{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}$")
_POINT = re.compile(rf"^{_NUMBER},{_NUMBER}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the map in degrees."""

    west: float
    south: float
    east: float
    north: float


def parse_frame(text: str) -> Frame | None:
    """``west,south,east,north``; nothing if it is none."""
    match = _FRAME.match(text.strip())
    if not match:
        return None
    west, south, east, north = (float(part) for part in match.groups())
    return Frame(west, south, east, north) if _is_on_earth(west, south, east, north) else None


def parse_point(text: str) -> tuple[float, float] | None:
    """``lon,lat``; nothing if it is none."""
    match = _POINT.match(text.strip())
    if not match:
        return None
    lon, lat = float(match[1]), float(match[2])
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def _is_on_earth(west: float, south: float, east: float, north: float) -> bool:
    return -180 <= west < east <= 180 and -90 <= south < north <= 90


def point(lon: float | Combinable, lat: float | Combinable) -> Func:
    def part(value: float | Combinable) -> Combinable:
        return value if isinstance(value, Combinable) else Value(value, output_field=FloatField())

    return Func(part(lon), part(lat), function="point")


def own_point() -> Func:
    return point(F("lon"), F("lat"))


def within(frame: Frame) -> Expression:
    """For ``filter()``: the row lies in the frame."""
    box = Func(point(frame.west, frame.south), point(frame.east, frame.north), function="box")
    return Func(own_point(), box, template="(%(expressions)s)", arg_joiner=" <@ ", output_field=BooleanField())


def nearness(lon: float, lat: float) -> Expression:
    """For ``order_by()``: nearest first, in degrees. Metres decide afterwards among the few that come back."""
    return Func(
        own_point(), point(lon, lat), template="(%(expressions)s)", arg_joiner=" <-> ", output_field=FloatField()
    )


def frame_around(lon: float, lat: float, over_lon: float, over_lat: float) -> Frame:
    return Frame(lon - over_lon, lat - over_lat, lon + over_lon, lat + over_lat)
