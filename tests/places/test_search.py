# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address search while typing."""

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahdran.places.models import Address, Area, Street
from nahdran.places.queries import search_addresses
from nahdran.places.rules import search_text
from tests.factories.places import make_address, make_area, make_district, make_place_name, make_street

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town(db) -> None:
    make_area()
    birk, heide = make_district("Birk"), make_district("Heide")
    main = make_street("Hauptstraße")
    for number in ("1", "3", "3a", "30", "31", "12"):
        make_address(main, number)
    make_address(make_street("Birker Straße", district=birk), "7")
    make_street("Gartenweg", district=birk)
    make_street("Gartenweg", district=heide)
    june = make_street("Straße des 17. Juni")
    make_address(june, "135")
    make_place_name("Birk", kind="settlement", district=birk)
    make_place_name("Rathaus", district=birk)
    make_street("Rathausgasse")


def labels(text: str, limit: int = 8) -> list[str]:
    return [hit.label for hit in search_addresses(text, limit)]


@pytest.mark.parametrize(
    "text",
    [
        "haupt 3",
        "hauptstr. 3",
        "Haupt Str 3",
        "muster haupt 3",
        "3 hauptstraße",
        "12345 hauptstrasse 3",
        "HAUPTSTRASSE 3",
    ],
)
def test_many_ways_of_typing_find_the_house(text: str) -> None:
    assert labels(text)[0] == "Hauptstraße 3, Musterstadt"


def test_the_exact_number_comes_first_then_its_letters_then_longer_numbers() -> None:
    assert labels("haupt 3") == [f"Hauptstraße {number}, Musterstadt" for number in ("3", "3a", "30", "31")]
    assert labels("haupt 3 a")[0] == "Hauptstraße 3a, Musterstadt"
    assert labels("haupt 3a")[0] == "Hauptstraße 3a, Musterstadt"


def test_a_letter_may_also_begin_the_town() -> None:
    assert labels("haupt 3 m")[0] == "Hauptstraße 3, Musterstadt"


def test_a_street_is_found_without_a_number_and_with_one_that_it_does_not_have() -> None:
    assert labels("hauptstr") == ["Hauptstraße, Musterstadt"]
    hit = search_addresses("hauptstr 99")[0]
    assert (hit.label, hit.kind, hit.house_number) == ("Hauptstraße, Musterstadt", "street", "")


def test_streets_of_one_name_are_told_apart_by_their_district() -> None:
    assert labels("gartenweg") == ["Gartenweg, Musterstadt (Birk)", "Gartenweg, Musterstadt (Heide)"]
    assert labels("gartenweg heide") == ["Gartenweg, Musterstadt"]


def test_a_place_named_exactly_so_comes_before_streets_that_begin_so() -> None:
    assert labels("birk")[:2] == ["Birk", "Birker Straße, Musterstadt"]
    assert labels("rathaus")[:2] == ["Rathaus, Birk", "Rathausgasse, Musterstadt"]


def test_a_number_may_belong_to_the_name() -> None:
    assert "Straße des 17. Juni, Musterstadt" in labels("strasse des 17 juni")
    assert labels("straße des 17 juni 135")[0] == "Straße des 17. Juni 135, Musterstadt"


@pytest.mark.parametrize("text", ["Hauptsraße 12", "Huaptstraße 12", "Hauptstrasze 12", "Haubtstraße 12"])
def test_one_wrong_letter_is_forgiven(text: str) -> None:
    assert labels(text)[0] == "Hauptstraße 12, Musterstadt"


@pytest.mark.parametrize("text", ["", " ", "?", "&|!:*", "xyzzy", "7", "' OR 1=1 --"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    assert search_addresses(text) == []


def test_the_limit_holds() -> None:
    assert len(labels("haupt 3", limit=2)) == 2


@given(text=st.text(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_breaks_the_search(text: str) -> None:
    assert len(search_addresses(text)) <= 8


def test_the_number_of_queries_does_not_grow_with_the_hits(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        search_addresses("haupt 3")
    with django_assert_max_num_queries(2):
        search_addresses("haupt")


@pytest.mark.slow
def test_fifty_thousand_addresses_answer_in_thirty_milliseconds() -> None:
    names = [
        f"{first}{last}"
        for first in _FIRST
        for last in ("straße", "weg", "gasse", "platz", "allee", "ring", "pfad", "hof")
    ]
    streets = Street.objects.bulk_create(
        Street(
            name=name,
            place="Musterstadt",
            lon=7.05,
            lat=50.05,
            source=f"many/{name}/{part}",
            search=search_text(name, "Musterstadt", part),
        )
        for name in names
        for part in ("Nord", "Süd")
    )
    Address.objects.bulk_create(
        [
            Address(
                street=street,
                house_number=str(number),
                number=number,
                lon=7.05,
                lat=50.05,
                source=f"many/{street.pk}/{number}",
            )
            for street in streets
            for number in range(1, 50_000 // len(streets) + 2)
        ],
        batch_size=5000,
    )
    assert Address.objects.count() >= 50_000
    _analyze()
    times = []
    for text in [
        "haupt 3",
        "linden",
        "lindenstr 12 muster",
        "b",
        "muster",
        "strasse 1",
        "rosenweg 7",
        "s 2",
        "lindnstraße 3",
    ] * 6:
        start = perf_counter()
        search_addresses(text)
        times.append(perf_counter() - start)
    assert sorted(times)[int(len(times) * 0.95)] < 0.03


_FIRST = [f"{a}{b}" for a in ("Linden", "Rosen", "Birken", "Sonnen", "Berg", "Tal", "Wald", "Wiesen", "Bach", "Eichen") for b in
          ("", "au", "grund", "stein", "feld", "hain", "bruch", "moor", "heim", "tor", "berg", "brunn", "kamp", "mark", "rod", "see")]  # fmt: skip


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_street, places_address")
    assert Area.objects.exists()
