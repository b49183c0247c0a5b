# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts of the town with many pins: drawn where they belong, gathered where they would cover each other, harmless whatever stands in them."""

from xml.etree import ElementTree as ET

import pytest

from nahdran.places.operations import ImportResult
from nahdran.places.pictures import bounds_of, scene_alone, scene_in_page, view_of
from nahdran.places.queries import town_view
from nahdran.places.svg import Pin, gathered
from nahdran.places.svg.frame import Frame

SIZE = (800, 640)
FRAME = Frame(7.2, 50.8, 13.0, *SIZE)


def test_a_view_shows_its_bounds_whole() -> None:
    bounds = (7.1, 50.75, 7.3, 50.9)

    west, south, east, north = bounds_of(view_of(bounds, SIZE, margin=20), SIZE)

    assert west < bounds[0]
    assert south < bounds[1]
    assert east > bounds[2]
    assert north > bounds[3]


def test_a_single_place_is_not_shown_nearer_than_its_street() -> None:
    assert view_of((7.2, 50.8, 7.2, 50.8), SIZE)[2] == 17


def test_what_is_in_the_corner_of_a_picture_lies_at_the_corner_of_its_bounds() -> None:
    west, south, east, north = FRAME.bounds

    assert FRAME.pixel(west, north) == pytest.approx((0, 0), abs=0.01)
    assert FRAME.pixel(east, south) == pytest.approx(SIZE, abs=0.01)


def test_pins_upon_each_other_become_one_with_their_number_in_the_tone_of_most() -> None:
    near = [Pin(7.2 + number / 1e5, 50.8, tone, "") for number, tone in enumerate(("work", "done", "work"))]
    found = gathered([*near, Pin(7.22, 50.8, "new", "", count=1200)], FRAME)

    assert [(pin.tone, pin.count, pin.inscription) for pin in found] == [("new", 1200, "999+"), ("work", 3, "3")]


@pytest.mark.django_db
def test_a_picture_that_stands_alone_is_one_document_without_any_reference(kleindorf: ImportResult) -> None:
    view = town_view()
    lon, lat = view.center
    pins = [Pin(lon, lat, "ask", "<script>", text="<b>"), Pin(lon, lat + 0.01, "work", "", count=12)]

    picture = scene_alone(pins, view=(lon, lat, 13.0), size=SIZE, label='Karte & "mehr"')

    assert picture is not None
    root = ET.fromstring(picture)
    assert root.attrib["aria-label"] == 'Karte & "mehr"'
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"12", "<b>"} <= set(texts)
    for forbidden in ("href", "<script", "<style", "var("):
        assert forbidden not in picture


@pytest.mark.django_db
def test_in_a_page_every_pin_is_spoken_with_its_own_words(kleindorf: ImportResult) -> None:
    lon, lat = town_view().center
    pins = [Pin(lon, lat, "work", "1: Lampe, Dorfweg", text="1"), Pin(lon, lat + 0.01, "done", "2, 3: Bank", text="2+")]

    picture = scene_in_page(pins, view=(lon, lat, 13.0), size=SIZE, label="Karte")

    assert picture.index("2, 3: Bank") < picture.index("1: Lampe")
    assert 'aria-label="1: Lampe, Dorfweg"' in picture
    assert "nd-map-" in picture


@pytest.mark.django_db
def test_before_the_first_import_there_is_no_picture() -> None:
    assert scene_alone([], view=(7.2, 50.8, 13.0), size=SIZE, label="Karte") is None
    assert scene_in_page([], view=(7.2, 50.8, 13.0), size=SIZE, label="Karte") == ""
