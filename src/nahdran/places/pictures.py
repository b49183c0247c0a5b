# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures and styles of the current map, for views and templates: puts queries, colours and the drawing together."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError, DjangoViteManifestError

from nahdran.org.queries import town
from nahdran.places import queries
from nahdran.places.mapdata import Bounds
from nahdran.places.palette import map_colours
from nahdran.places.style import FONTS, build_style, empty_style
from nahdran.places.svg import Pin, Square, covered, cutout, gathered, overview, scene
from nahdran.places.svg.frame import Frame
from nahdran.places.tiles.grid import fitting_zoom

_FONT_FOLDER = "node_modules/@kern-ux/native/dist/fonts/fira-sans"
_EMPTY = mark_safe("")
# Positions are rounded to a decimetre, zooms to a tenth: the same picture is then drawn once.
_DIGITS = 6
# Longitude and latitude of the middle, and the zoom as MapLibre counts it.
View = tuple[float, float, float]
# No picture of several places comes nearer than this.
_NEAREST = 17.0


def colours(*, dark: bool) -> dict[str, str]:
    here = town()
    return map_colours(dark=dark, hue=float(here.hue), chroma=float(here.chroma))


def picture(*, lon: float, lat: float, zoom: float, size: tuple[int, int], pin: str, dark: bool) -> SafeString | None:
    """A picture that stands alone (``<img>``); None before the first import."""
    tiles = queries.tile_set()
    if tiles is None:
        return None
    frame = _frame(lon, lat, zoom, size)
    return cutout(
        queries.tile_path(tiles), frame, tuple(sorted(colours(dark=dark).items())), pin=pin, dark=dark, label=_("Karte")
    )


def picture_in_page(*, lon: float, lat: float, zoom: float, size: tuple[int, int], pin: str, label: str) -> SafeString:
    """The same for inside a page, in the page's own colours; empty before the first import."""
    tiles = queries.tile_set()
    if tiles is None:
        return _EMPTY
    return cutout(queries.tile_path(tiles), _frame(lon, lat, zoom, size), pin=pin, label=label)


def town_picture(pins: Sequence[Pin], *, label: str) -> SafeString:
    """The whole town with pins that are links; empty before the first import."""
    tiles = queries.tile_set()
    view = queries.town_view()
    return overview(queries.tile_path(tiles), view.bounds, pins, label=label) if tiles else _EMPTY


def scene_in_page(pins: Sequence[Pin], *, view: View, size: tuple[int, int], label: str) -> SafeString:
    """A part of the town with pins, in the colours of the page; empty before the first import."""
    tiles = queries.tile_set()
    return scene(queries.tile_path(tiles), _frame(*view, size), pins, label=label) if tiles else _EMPTY


def squares_in_page(squares: Sequence[Square], *, view: View, size: tuple[int, int], label: str) -> SafeString:
    """A part of the town under squares with numbers, in the colours of the page; empty before the first import."""
    tiles = queries.tile_set()
    return covered(queries.tile_path(tiles), _frame(*view, size), squares, label=label) if tiles else _EMPTY


def scene_alone(
    pins: Sequence[Pin], *, view: View, size: tuple[int, int], label: str, dark: bool = False
) -> SafeString | None:
    """The same as a picture that stands alone (``<img>``), pins upon each other gathered; None before the first import."""
    tiles = queries.tile_set()
    if tiles is None:
        return None
    paints = tuple(sorted(colours(dark=dark).items()))
    frame = _frame(*view, size)
    return scene(queries.tile_path(tiles), frame, gathered(pins, frame), label=label, colours=paints, dark=dark)


def view_of(bounds: Bounds, size: tuple[int, int], *, margin: int = 60) -> View:
    """Middle and zoom that show these degrees whole; never nearer than a street."""
    west, south, east, north = bounds
    zoom = fitting_zoom(bounds, max(size[0] - 2 * margin, 1), max(size[1] - 2 * margin, 1))
    return (west + east) / 2, (south + north) / 2, min(zoom, _NEAREST)


def bounds_of(view: View, size: tuple[int, int]) -> Bounds:
    """The degrees that a picture of this view shows."""
    return _frame(*view, size).bounds


def map_style(*, dark: bool) -> dict[str, Any]:
    """The style for MapLibre, light or dark."""
    tiles = queries.tile_set()
    if tiles is None:
        return empty_style(colours(dark=dark), town().short_name)
    return build_style(
        name=town().short_name,
        colours=colours(dark=dark),
        tiles_url=f"{reverse('places:tiles')}?v={tiles.sha256[:12]}",
        bounds=(tiles.west, tiles.south, tiles.east, tiles.north),
        attribution=tiles.attribution,
        fonts=_font_addresses(),
        is_schematic=tiles.is_schematic,
    )


def _frame(lon: float, lat: float, zoom: float, size: tuple[int, int]) -> Frame:
    return Frame(round(lon, _DIGITS), round(lat, _DIGITS), round(zoom, 1), *size)


def _font_addresses() -> dict[str, str]:
    """The font files of the client build, so that the page and the map share one download. Empty without a build."""
    try:
        loader = DjangoViteAssetLoader.instance()
        return {
            name: loader.generate_vite_asset_url(f"{_FONT_FOLDER}/{file}", app="default")
            for name, file in FONTS.items()
        }
    except (DjangoViteAssetNotFoundError, DjangoViteManifestError):
        return {}
