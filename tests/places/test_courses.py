# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbered roads and railways, gathered from what is drawn."""

import pytest
import shapely

from nahdran.places.courses import courses_of, kind_of
from nahdran.places.mapdata import Feature
from nahdran.places.models import Course
from nahdran.places.operations import load_demo
from nahdran.places.queries import course_lines, course_names

GROUND = shapely.box(7.2, 50.8, 7.3, 50.9)


def road(ref, *points, layer="road"):
    return Feature(layer, shapely.LineString(points), {"class": "main", "ref": ref})


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("A 3", ("motorway", "A 3")),
        ("b56", ("federal", "B 56")),
        ("L 288", ("state", "L 288")),
        ("St 2077", ("state", "St 2077")),
        ("K 34", ("district", "K 34")),
        (" K34a ", ("district", "K 34a")),
        ("E 35", None),
        ("", None),
        ("Hauptstraße", None),
    ],
)
def test_the_letter_of_a_road_tells_whose_it_is(ref, expected):
    assert kind_of(ref) == expected


def test_pieces_of_one_number_are_one_course():
    features = [road("B 56", (7.21, 50.85), (7.22, 50.85)), road("B 56", (7.22, 50.85), (7.23, 50.85))]

    (lines,) = courses_of(features, GROUND).values()

    assert lines.geom_type == "LineString"
    assert lines.length == pytest.approx(0.02)


def test_a_road_with_two_numbers_belongs_to_both():
    found = courses_of([road("B 56;B 484", (7.21, 50.85), (7.22, 50.85))], GROUND)

    assert set(found) == {("federal", "B 56"), ("federal", "B 484")}


def test_railways_have_no_number_and_streets_are_left_out():
    rail = Feature("rail", shapely.LineString([(7.21, 50.85), (7.22, 50.85)]), {"class": "rail"})
    street = Feature("road", rail.geometry, {"class": "street", "name": "Hauptstraße"})

    assert set(courses_of([rail, street], GROUND)) == {("rail", "")}


def test_what_lies_far_outside_is_cut_off():
    found = courses_of([road("A 3", (7.0, 50.85), (7.25, 50.85)), road("A 59", (7.0, 50.7), (7.1, 50.7))], GROUND)

    assert set(found) == {("motorway", "A 3")}
    assert found["motorway", "A 3"].bounds[0] == pytest.approx(7.2, abs=0.01)


def test_the_map_of_the_demonstration_brings_its_roads(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    load_demo("lohmar")
    load_demo("lohmar")

    assert ("motorway", "A 3") in course_names()
    assert ("federal", "B 484") in course_names()
    assert ("rail", "") in course_names()
    assert Course.objects.count() == len(course_lines())
    assert all(course.lines.length > 0 for course in course_lines())
