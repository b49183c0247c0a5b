# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Geometry in the database by operator classes of the core: a point in a frame, and the order by nearness. The GiST index knows both."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.expressions import Combinable, Expression
from django.db.models.lookups import LessThanOrEqual

from nahdran.places.framing import Frame, frame_around, nearness, parse_frame, parse_point, point, within
from nahdran.places.metric import distance_m

__all__ = [
    "Frame",
    "Ring",
    "around_all",
    "farthest",
    "flat_distance",
    "frame_around",
    "in_ranges",
    "is_in",
    "nearest",
    "nearness",
    "parse_frame",
    "parse_point",
    "parse_ring",
    "within",
    "within_metres",
    "within_ring",
]


@dataclass(frozen=True, slots=True)
class Ring:
    """The corners of a drawn area, longitude first; the last one is joined with the first."""

    corners: tuple[tuple[float, float], ...]

    @property
    def frame(self) -> Frame:
        lons, lats = [lon for lon, _lat in self.corners], [lat for _lon, lat in self.corners]
        return Frame(min(lons), min(lats), max(lons), max(lats))


_MOST_CORNERS = 60
_METRES_PER_DEGREE = 111_195.08


def parse_ring(text: str) -> Ring | None:
    """``lon,lat;lon,lat;…`` with three corners or more; nothing if it is none."""
    parts = text.strip().strip(";").split(";")
    corners = [parse_point(part) for part in parts[: _MOST_CORNERS + 1]]
    if not 3 <= len(corners) <= _MOST_CORNERS or None in corners:
        return None
    ring = Ring(tuple(corner for corner in corners if corner))
    return ring if ring.frame.west < ring.frame.east and ring.frame.south < ring.frame.north else None


def is_in(frame: Frame, lon: float, lat: float) -> bool:
    return frame.west <= lon <= frame.east and frame.south <= lat <= frame.north


def in_ranges(frame: Frame) -> Q:
    """The same as ``within`` by plain comparison: for frames in which so much lies that the index of places would not help."""
    return Q(lon__range=(frame.west, frame.east), lat__range=(frame.south, frame.north))


def around_all(frames: Iterable[Frame]) -> Frame:
    """The smallest frame around all of them; there must be one."""
    every = list(frames)
    return Frame(
        min(frame.west for frame in every),
        min(frame.south for frame in every),
        max(frame.east for frame in every),
        max(frame.north for frame in every),
    )


def nearest(frame: Frame, lon: float, lat: float) -> float:
    """Metres to the nearest point of the frame."""
    return distance_m(lon, lat, max(frame.west, min(frame.east, lon)), max(frame.south, min(frame.north, lat)))


def farthest(frame: Frame, lon: float, lat: float) -> float:
    """Metres to the farthest corner of the frame."""
    return max(distance_m(lon, lat, x, y) for x in (frame.west, frame.east) for y in (frame.south, frame.north))


def within_ring(ring: Ring) -> Expression:
    """For ``filter()``: the row lies in the drawn area. Beside a frame, which finds the rows; this one only checks them."""
    corners = Value(",".join(f"({lon!r},{lat!r})" for lon, lat in ring.corners))
    # With the sum the index of places does not fit, and the planner does not take a large area for a small one.
    own = point(F("lon") + Value(0.0), F("lat"))
    return Func(corners, own, template="(%(expressions)s)", arg_joiner="::polygon @> ", output_field=BooleanField())


def within_metres(lon: float, lat: float, metres: float) -> Q:
    """For ``filter()``: not farther away than so many metres."""
    return Q(LessThanOrEqual(flat_distance(lon, lat), Value(float(metres) ** 2)))


def flat_distance(lon: float, lat: float) -> Combinable:
    """The square of the distance in metres, on the flat ground that a town is. For ``filter()`` and ``order_by()``; no index knows it."""
    east = (F("lon") - Value(lon)) * Value(_METRES_PER_DEGREE * cos(radians(lat)))
    north = (F("lat") - Value(lat)) * Value(_METRES_PER_DEGREE)
    return east * east + north * north
