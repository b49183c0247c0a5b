# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a day: every place once, never longer than it need be."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nahdran.fieldwork.route import MOST, length_m, order_of

point = st.tuples(st.floats(7.1, 7.4), st.floats(50.7, 50.95))
places = st.dictionaries(st.integers(0, 99), point, min_size=1, max_size=12)


@given(places, st.none() | point)
def test_every_place_is_visited_once(points, start):
    assert sorted(order_of(points, start)) == sorted(points)


@given(places, point)
def test_the_same_places_give_the_same_way(points, start):
    assert order_of(points, start) == order_of(dict(points), start)


@given(places, point)
def test_no_turn_makes_it_shorter(points, start):
    way = order_of(points, start)
    best = length_m([start, *(points[key] for key in way)])
    for begin in range(len(way)):
        for end in range(begin + 1, len(way)):
            turned = [*way[:begin], *reversed(way[begin : end + 1]), *way[end + 1 :]]
            assert length_m([start, *(points[key] for key in turned)]) >= best - 0.01


@settings(max_examples=30)
@given(st.dictionaries(st.integers(0, 9), point, min_size=2, max_size=6), point)
def test_it_comes_near_the_best_there_is(points, start):
    found = length_m([start, *(points[key] for key in order_of(points, start))])
    best = min(length_m([start, *(points[key] for key in way)]) for way in permutations(points))
    assert found <= best * 1.5 + 0.01


def test_places_along_a_road_are_visited_along_it():
    road = {number: (7.2 + number / 1000, 50.84) for number in (5, 1, 4, 2, 3)}
    assert order_of(road, (7.2, 50.84)) == [1, 2, 3, 4, 5]


def test_without_a_start_the_first_place_begins():
    assert order_of({1: (7.2, 50.8), 2: (7.3, 50.8), 3: (7.21, 50.8)}) == [1, 3, 2]


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_nothing_and_too_much_stay_as_they_are(count):
    points = {number: (7.2 + number / 5000, 50.84) for number in range(count)}
    assert order_of(points) == list(points)
