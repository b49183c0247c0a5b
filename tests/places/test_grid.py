# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic of tiles, metres and widths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.places.cartography import ROAD_WIDTH, at_zoom
from nahdran.places.metric import degrees_around, distance_m
from nahdran.places.tiles.grid import (
    MAX_LATITUDE,
    fitting_zoom,
    from_unit,
    metres_per_pixel,
    tile_at,
    tile_bounds,
    tiles_in,
    to_unit,
    units,
)

LON = st.floats(-180, 180, allow_nan=False)
LAT = st.floats(-85, 85, allow_nan=False)
ZOOM = st.integers(0, 18)


@given(LON, LAT)
def test_projecting_and_back_gives_the_same_place(lon: float, lat: float) -> None:
    back = from_unit(*to_unit(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-9)


@given(LON, LAT, ZOOM)
def test_a_place_lies_in_its_tile(lon: float, lat: float, zoom: int) -> None:
    west, south, east, north = tile_bounds(zoom, *tile_at(lon, lat, zoom))
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


@given(LON, LAT, st.integers(0, 17))
def test_a_tile_lies_in_the_tile_above(lon: float, lat: float, zoom: int) -> None:
    x, y = tile_at(lon, lat, zoom + 1)
    assert (x // 2, y // 2) == tile_at(lon, lat, zoom)


@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=20))
def test_arrays_are_projected_like_single_places(places: list[tuple[float, float]]) -> None:
    assert units(np.array(places)) == pytest.approx(np.array([to_unit(*place) for place in places]), abs=1e-12)


def test_latitudes_beyond_the_projection_end_at_its_edge() -> None:
    assert to_unit(0, 90)[1] == pytest.approx(0, abs=1e-9)
    assert to_unit(0, -90)[1] == pytest.approx(1, abs=1e-9)
    assert from_unit(0.5, 0)[1] == pytest.approx(MAX_LATITUDE, abs=1e-6)


def test_the_tiles_of_a_town_cover_its_corners() -> None:
    bounds = (7.0, 50.0, 7.1, 50.1)
    tiles = tiles_in(bounds, 13)
    for lon, lat in [(7.0, 50.0), (7.1, 50.1), (7.05, 50.05)]:
        assert tile_at(lon, lat, 13) in tiles
    assert len(tiles) == len(set(tiles))


def test_bounds_fill_a_picture_at_the_fitting_zoom() -> None:
    zoom = fitting_zoom((7.0, 50.01, 7.1, 50.04), 800, 600)
    width_m = distance_m(7.0, 50.025, 7.1, 50.025)
    assert width_m / metres_per_pixel(50.025, zoom) == pytest.approx(800, rel=0.01)


@given(LON, st.floats(-60, 60), st.floats(1, 5000))
def test_degrees_around_a_point_reach_as_far_as_asked(lon: float, lat: float, metres: float) -> None:
    over_lon, over_lat = degrees_around(lat, metres)
    assert distance_m(lon, lat, lon, lat + over_lat) == pytest.approx(metres, rel=0.001)
    assert distance_m(lon, lat, lon + over_lon, lat) == pytest.approx(metres, rel=0.001)


@given(st.sampled_from(sorted(ROAD_WIDTH)), st.floats(8, 20), st.floats(0, 2))
def test_roads_never_become_narrower_when_one_comes_nearer(kind: str, zoom: float, step: float) -> None:
    assert at_zoom(ROAD_WIDTH[kind], zoom + step) >= at_zoom(ROAD_WIDTH[kind], zoom) - 1e-9
