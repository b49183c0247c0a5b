# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas and lines that a town brings along as GeoJSON: read, checked, and made to areas in which a point lies. Pure functions."""

import json
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import mapping, shape

from nahdran.places.mapdata import Geometry
from nahdran.places.metric import LocalMetres

MOST_BYTES = 2_000_000
_MOST_POINTS = 50_000
_TYPES = {"Polygon", "MultiPolygon", "LineString", "MultiLineString"}


class UnreadableArea(Exception):
    """``sentence`` says what is wrong with it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_area(text: str) -> dict[str, Any]:
    """One geometry from a GeoJSON geometry, feature or collection, in degrees. Raises UnreadableArea."""
    try:
        shapes = [shape(part) for part in _geometries(json.loads(text))]
    except (
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as error:
        raise UnreadableArea(_("Das ist kein GeoJSON, das wir lesen können.")) from error
    if not shapes or any(part.is_empty or part.geom_type not in _TYPES for part in shapes):
        raise UnreadableArea(_("Wir brauchen Flächen oder Linien: Polygon oder LineString."))
    if sum(shapely.get_num_coordinates(part) for part in shapes) > _MOST_POINTS:
        raise UnreadableArea(_("Das sind zu viele Punkte. Bitte vereinfachen Sie die Geometrie."))
    west, south, east, north = shapely.total_bounds(shapes)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UnreadableArea(_("Die Koordinaten sind keine Längen- und Breitengrade (WGS 84)."))
    whole = shapely.union_all([shapely.make_valid(shapely.force_2d(part)) for part in shapes])
    return dict(mapping(shapely.set_precision(whole, 1e-6)))


def widened(geometry: Geometry, width_m: float) -> Geometry:
    """Lines become areas ``width_m`` to the left and right; areas stay as they are. Prepared for many questions."""
    metres = LocalMetres(geometry.centroid.y)
    parts = shapely.get_parts(geometry)
    areas = [part if part.geom_type == "Polygon" else _widened(part, width_m, metres) for part in parts]
    whole = shapely.union_all(areas)
    shapely.prepare(whole)
    return whole


def _widened(line: Geometry, width_m: float, metres: LocalMetres) -> Geometry:
    return metres.degrees(shapely.buffer(metres.flat(line), width_m))


def _geometries(data: Any) -> list[Any]:
    if data["type"] == "FeatureCollection":
        return [part for feature in data["features"] for part in _geometries(feature)]
    if data["type"] == "Feature":
        return _geometries(data["geometry"])
    if data["type"] == "GeometryCollection":
        return [part for inner in data["geometries"] for part in _geometries(inner)]
    return [data]
