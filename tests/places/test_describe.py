# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a point to words: address, street, district, inside or outside."""

import pytest

from nahdran.places import queries
from nahdran.places.metric import degrees_around
from nahdran.places.models import Area
from tests.factories.places import make_address, make_area, make_district, make_place_name, make_street, square

pytestmark = pytest.mark.django_db

OVER_LON, OVER_LAT = degrees_around(50.05, 1)


def at(east_m: float, north_m: float) -> tuple[float, float]:
    """So many metres from the middle of the town."""
    return 7.05 + east_m * OVER_LON, 50.05 + north_m * OVER_LAT


def test_the_nearest_house_is_nearest_in_metres_not_in_degrees() -> None:
    make_area()
    street = make_street("Hauptstraße")
    # 60 m to the east is more degrees than 70 m to the north.
    for number, (lon, lat) in {"1": at(60, 0), "2": at(0, 70)}.items():
        make_address(street, number, lon=lon, lat=lat)
    hit = queries.nearest_address(*at(0, 0))
    assert hit is not None
    assert hit.house_number == "1"


def test_nothing_is_near_beyond_the_distance() -> None:
    make_area()
    lon, lat = at(200, 0)
    make_address(make_street("Hauptstraße"), "1", lon=lon, lat=lat)
    assert queries.nearest_address(*at(0, 0)) is None
    assert queries.nearest_address(*at(0, 0), within_m=250) is not None


def test_at_a_house_it_is_the_house_and_farther_away_near_it() -> None:
    make_area()
    make_district("Mitte")
    street = make_street("Hauptstraße", lon=7.09)
    make_address(street, "3")
    near, farther = queries.describe(*at(10, 0)), queries.describe(*at(100, 0))
    assert (near.label, near.district, near.inside) == ("Hauptstraße 3, Musterstadt", "Mitte", True)
    assert farther.label == "in der Nähe von Hauptstraße 3, Musterstadt"


def test_on_a_street_without_houses_it_is_the_street() -> None:
    make_area()
    make_street("Landstraße")
    assert queries.describe(*at(30, 0)).label == "Landstraße, Musterstadt"
    assert queries.describe(*at(300, 0)).label == "in der Nähe von Landstraße, Musterstadt"


def test_in_the_fields_it_is_near_a_place_or_simply_in_the_district() -> None:
    make_area()
    make_district("Mitte")
    assert queries.describe(*at(0, 0)).label == "Mitte"
    make_place_name("Aue", kind="settlement")
    assert queries.describe(*at(1000, 0)).label == "in der Nähe von Aue"


def test_outside_the_sentence_names_the_neighbour_as_far_as_it_is_known() -> None:
    make_area()
    make_area("Nebenort", kind="neighbour", boundary=square(7.1, 50.0, 7.2, 50.1), lon=7.15)
    make_area("Drüben", kind="neighbour", boundary=None, lon=6.95)
    assert queries.describe(7.15, 50.05).hint == "Das liegt außerhalb von Musterstadt, in Nebenort."
    assert queries.describe(6.96, 50.05).hint == "Das liegt außerhalb von Musterstadt, in der Gegend von Drüben."
    assert queries.describe(8.5, 50.05).hint == "Das liegt außerhalb von Musterstadt."
    assert not queries.is_inside(7.15, 50.05)


def test_before_the_first_import_nothing_is_inside_and_the_sentence_says_why() -> None:
    assert not queries.is_inside(7.05, 50.05)
    assert queries.district_at(7.05, 50.05) is None
    assert queries.describe(7.05, 50.05).hint == "Für diese Stadt ist noch keine Karte eingerichtet."
    assert queries.town_view().attribution == ""


def test_an_import_is_seen_by_a_process_that_has_kept_the_old_boundary() -> None:
    area = make_area()
    assert queries.is_inside(7.05, 50.05)
    Area.objects.filter(pk=area.pk).update(boundary=square(8.0, 50.0, 8.1, 50.1), version="newer")
    assert not queries.is_inside(7.05, 50.05)
    assert queries.is_inside(8.05, 50.05)


def test_a_retired_district_is_neither_listed_nor_found() -> None:
    make_area()
    district = make_district("Alt")
    district.is_current = False
    district.save()
    Area.objects.update(version="newer")
    assert queries.district_at(7.05, 50.05) is None
    assert list(queries.districts()) == []


def test_a_description_takes_a_constant_number_of_queries(django_assert_max_num_queries) -> None:
    make_area()
    make_district("Mitte")
    street = make_street("Hauptstraße")
    make_address(street, "1")
    queries.describe(7.05, 50.05)
    with django_assert_max_num_queries(4):
        queries.describe(7.05, 50.05)
