# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coordinates as files of other programs write them: degrees, one text with both, or metres of the official grid (UTM). Pure arithmetic."""

import math
import re

_NUMBERS = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_DOTTED = re.compile(r"[-+]?\d+(?:\.\d+)?")
# The ellipsoid GRS 80, on which ETRS89 lies; for a pin on a map it is the same as WGS 84.
_HALF_AXIS, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_SCALE, _FALSE_EAST = 0.9996, 500_000.0
# The middle meridian of a zone.
_ZONES = {32: 9.0, 33: 15.0}
_THIRD = _FLATTENING / (2 - _FLATTENING)
_RADIUS = _HALF_AXIS / (1 + _THIRD) * (1 + _THIRD**2 / 4 + _THIRD**4 / 64)
_BETA = (
    _THIRD / 2 - 2 * _THIRD**2 / 3 + 37 * _THIRD**3 / 96,
    _THIRD**2 / 48 + _THIRD**3 / 15,
    17 * _THIRD**3 / 480,
)
_DELTA = (
    2 * _THIRD - 2 * _THIRD**2 / 3 - 2 * _THIRD**3,
    7 * _THIRD**2 / 3 - 8 * _THIRD**3 / 5,
    56 * _THIRD**3 / 15,
)


def position(lon: str, lat: str) -> tuple[float, float] | None:
    """A pair of degrees. (0, 0) is what programs write when they know nothing."""
    pair = numbers(lon, lat)
    if pair is None or pair == (0.0, 0.0):
        return None
    return pair if abs(pair[0]) <= 180 and abs(pair[1]) <= 90 else None


def numbers(first: str, second: str) -> tuple[float, float] | None:
    """Two finite numbers, with a comma or a point in them."""
    try:
        pair = float(first.replace(",", ".")), float(second.replace(",", "."))
    except ValueError:
        return None
    return pair if all(map(math.isfinite, pair)) else None


def both_of(text: str) -> tuple[str, str] | None:
    """(first, second) of a text with two numbers; ``POINT(7.2 50.8)`` names the longitude first, ``50.8, 7.2`` the latitude: given as (east, north)."""
    is_wkt = "POINT" in text.upper()
    body = text.rpartition("(")[2] if is_wkt else text
    # Once with a comma inside of numbers, once with a comma between them.
    for shape in _NUMBERS, _DOTTED:
        parts = shape.findall(body)
        if len(parts) == 2:
            return (parts[0], parts[1]) if is_wkt else (parts[1], parts[0])
    return None


def parse_point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude from one text with both."""
    pair = both_of(text)
    return position(*pair) if pair else None


def from_utm(east: float, north: float, zone: int) -> tuple[float, float] | None:
    """Longitude and latitude of a place in the German grid (EPSG:25832 or 25833), to the centimetre; nothing for what lies in no zone.

    An eastern value may carry its zone in front (32 365 000), as official files do. Krüger's series of third order.
    """
    if east >= 1_000_000:
        zone, east = int(east // 1_000_000), east % 1_000_000
    if zone not in _ZONES or not 100_000 <= east <= 900_000 or not 0 < north < 9_400_000:
        return None
    xi, eta = north / (_SCALE * _RADIUS), (east - _FALSE_EAST) / (_SCALE * _RADIUS)
    xi_inner, eta_inner = xi, eta
    for order, beta in enumerate(_BETA, start=1):
        xi_inner -= beta * math.sin(2 * order * xi) * math.cosh(2 * order * eta)
        eta_inner -= beta * math.cos(2 * order * xi) * math.sinh(2 * order * eta)
    chi = math.asin(math.sin(xi_inner) / math.cosh(eta_inner))
    lat = chi + sum(delta * math.sin(2 * order * chi) for order, delta in enumerate(_DELTA, start=1))
    lon = math.atan2(math.sinh(eta_inner), math.cos(xi_inner))
    return round(_ZONES[zone] + math.degrees(lon), 7), round(math.degrees(lat), 7)
