# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Inside or outside, and which district: answered from prepared geometries that each process keeps.

Every import writes a new version. One small query per question asks for it, so that no process answers from an old map.
"""

from dataclasses import dataclass, field
from threading import Lock

import shapely
from django.db.models import QuerySet
from shapely.geometry import shape

from nahdran.places.mapdata import Bounds, Geometry
from nahdran.places.metric import distance_m
from nahdran.places.models import Area, District

# Farther away than this no neighbour is named: it would be a guess.
_NAMED_WITHIN_M = 15_000


@dataclass(slots=True)
class Shapes:
    """The boundaries of one version."""

    version: str = ""
    name: str = ""
    ground: Geometry | None = None
    districts: list[tuple[District, Geometry]] = field(default_factory=list)
    neighbours: list[tuple[Area, Geometry | None]] = field(default_factory=list)

    def holds(self, lon: float, lat: float) -> bool:
        """Is the point in the municipality? Before the first import nothing is."""
        return self.ground is not None and bool(shapely.intersects_xy(self.ground, lon, lat))

    def district(self, lon: float, lat: float) -> District | None:
        for district, boundary in self.districts:
            if shapely.intersects_xy(boundary, lon, lat):
                return district
        return None

    def neighbour(self, lon: float, lat: float) -> tuple[Area | None, bool]:
        """The neighbouring municipality, and whether the point is known to lie in it (else it is only the nearest one)."""
        for area, boundary in self.neighbours:
            if boundary is not None and shapely.intersects_xy(boundary, lon, lat):
                return area, True
        areas = (area for area, _ in self.neighbours)
        nearest = min(areas, key=lambda area: distance_m(area.lon, area.lat, lon, lat), default=None)
        if nearest is None or distance_m(nearest.lon, nearest.lat, lon, lat) > _NAMED_WITHIN_M:
            return None, False
        return nearest, False


class _Kept:
    def __init__(self) -> None:
        self.shapes = Shapes()
        self.lock = Lock()


_kept = _Kept()


def shapes(version: str | None = None) -> Shapes:
    """The current boundaries; loaded anew after an import. Who knows the ``version`` already saves the question for it."""
    if version is None:
        version = current_version()
    if _kept.shapes.version != version:
        with _kept.lock:
            if _kept.shapes.version != version:
                _kept.shapes = _load(version)
    return _kept.shapes


def current_version() -> str:
    """Empty as long as nothing was imported."""
    return Area.objects.filter(kind=Area.Kind.MUNICIPALITY).values_list("version", flat=True).first() or ""


def is_inside(lon: float, lat: float) -> bool:
    return shapes().holds(lon, lat)


def district_at(lon: float, lat: float) -> District | None:
    return shapes().district(lon, lat)


def neighbour_at(lon: float, lat: float) -> tuple[Area | None, bool]:
    return shapes().neighbour(lon, lat)


def districts() -> QuerySet[District]:
    """The districts of today, by name."""
    return District.objects.filter(is_current=True).defer("boundary").order_by("slug")


def district_bounds(slug: str) -> Bounds | None:
    """The frame of a district of today; None where its boundary is not known."""
    for district, boundary in shapes().districts:
        if district.slug == slug:
            west, south, east, north = boundary.bounds
            return west, south, east, north
    return None


def municipality_name() -> str:
    """As the map calls it, without "Stadt"; empty before the first import."""
    return shapes().name


def _load(version: str) -> Shapes:
    result = Shapes(version=version)
    for area in Area.objects.all():
        boundary = _prepared(area.boundary)
        if area.kind == Area.Kind.MUNICIPALITY:
            result.name, result.ground = area.name, boundary
        else:
            result.neighbours.append((area, boundary))
    for district in District.objects.filter(is_current=True):
        boundary = _prepared(district.boundary)
        if boundary is not None:
            result.districts.append((district, boundary))
    return result


def _prepared(geojson: dict | None) -> Geometry | None:
    if not geojson:
        return None
    geometry = shape(geojson)
    shapely.prepare(geometry)
    return geometry
