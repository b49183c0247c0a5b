# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A choice in the address: each filter narrows list, map, feeds and data alike, nonsense narrows nothing, and each can be taken back."""

import json
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from nahdran.kit import clock
from nahdran.reports.distances import distance_in_words
from nahdran.reports.models import Report
from nahdran.reports.queries.counts import count_up_to
from nahdran.reports.queries.geo import parse_ring
from nahdran.reports.queries.public import ALL, Filters, public_page
from nahdran.reports.views.citizen.asked import NARROWING, Asked, parse_view
from nahdran.reports.views.citizen.words import choice_in_words
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

BOX = "&bbox=7.0,50.0,8.0,51.0&zoom=13"


def asked(query):
    return Asked(RequestFactory().get(f"/maengel/?{query}"))


def on_list(query):
    return {row.reference for row in public_page(asked(query).filters).rows}


def on_map(client, query):
    return {feature["id"] for feature in client.get(f"/maengel/karte.geojson?{query}{BOX}").json()["features"]}


def in_data(client, query):
    stream = client.get(f"/maengel/maengel.geojson?{query}")
    return {feature["id"] for feature in json.loads(b"".join(stream.streaming_content))["features"]}


@pytest.fixture
def reports(lamp, photo, districts):
    """Four that differ in what one can ask for."""
    bench = make_category("Bank beschädigt")
    made = {
        "near": make_report(lamp, INSIDE, public=True, files=[photo()]),
        "street": make_report(lamp, (INSIDE[0] + 0.005, INSIDE[1]), public=True, public_text="Wespennest am Mast."),
        "birk": make_report(bench, IN_BIRK, public=True),
        "old": make_report(bench, (7.215, 50.88), public=True),
    }
    Report.objects.filter(pk=made["old"].pk).update(reported_at=clock.now() - timedelta(days=40))
    return made


LON, LAT = INSIDE
ASKED = {
    "": {"near", "street", "birk", "old"},
    "art=lampe": {"near", "street"},
    "gruppe=beleuchtung": {"near", "street"},
    "ortsteil=birk": {"birk"},
    "foto=1": {"near"},
    "tage=30": {"near", "street", "birk"},
    "q=Wespennest": {"street"},
    f"nahe={LON},{LAT}&umkreis=100": {"near"},
    f"nahe={LON},{LAT}&umkreis=500": {"near", "street"},
    "gebiet=7.21,50.83;7.23,50.83;7.22,50.85": {"near", "street"},
    "art=lampe&foto=1&tage=7&q=Hauptstr": {"near"},
    "art=gibt-es-nicht": set(),
    "ortsteil=gibt-es-nicht": set(),
}


@pytest.mark.parametrize("query", ASKED)
def test_list_map_and_data_show_the_same_choice(reports, query):
    expected = {reports[name].case.reference for name in ASKED[query]}
    client = Client()

    assert on_list(query) == expected
    # A photo, a time or a word is nothing that the map may pass over either.
    assert on_map(client, query) == expected
    assert in_data(client, query) == expected
    assert count_up_to(asked(query).filters) == len(expected)


def test_a_frame_narrows_list_and_data(reports):
    query = "bbox=7.27,50.83,7.29,50.85"

    assert on_list(query) == {reports["birk"].case.reference} == in_data(Client(), query)


def test_days_from_and_until_belong_to_the_time(reports):
    old = clock.local(reports["old"].reported_at - timedelta(days=40)).date()

    assert on_list(f"von={old}&bis={old}") == {reports["old"].case.reference}
    assert on_list(f"bis={old - timedelta(days=1)}") == set()
    assert reports["old"].case.reference not in on_list(f"von={old + timedelta(days=1)}")


def test_a_day_begins_at_midnight_in_the_town(lamp):
    with time_machine.travel(datetime.fromisoformat("2026-07-15T22:30:00+00:00"), tick=False):
        make_report(lamp, public=True)

        assert on_list("von=2026-07-16")
        assert not on_list("bis=2026-07-15")


def test_many_in_one_place_are_found_by_either_way(reports, monkeypatch):
    few = on_list("bbox=7.21,50.83,7.23,50.85")
    monkeypatch.setattr("nahdran.reports.queries.narrowing.CROWDED", 0)
    monkeypatch.setattr("nahdran.reports.queries.narrowing.SEARCHED", 0)

    assert on_list("bbox=7.210,50.83,7.23,50.85") == few != set()
    assert on_list(f"nahe={LON},{LAT}&umkreis=501") == few
    assert on_list("gebiet=7.21,50.83;7.23,50.83;7.22,50.851") == few


def test_the_nearest_are_the_same_by_either_way(lamp, monkeypatch):
    for number in range(8):
        make_report(lamp, (LON + number / 2000, LAT + number % 3 / 2000), public=True)
    for filters in (Filters(state=ALL, near=INSIDE), Filters(state=ALL, near=IN_BIRK, district="lohmar")):
        by_sorting = [(row.case_id, row.metres) for row in public_page(filters).rows]
        monkeypatch.setattr("nahdran.reports.queries.nearest._SORTED", -1)
        assert [(row.case_id, row.metres) for row in public_page(filters).rows] == by_sorting
        assert [metres for _pk, metres in by_sorting] == sorted(metres for _pk, metres in by_sorting)
        monkeypatch.undo()


@given(text=st.text(max_size=80))
def test_no_address_breaks_the_choice(text):
    for name in NARROWING:
        found = Asked(RequestFactory().get("/maengel/", {name: text})).filters
        assert isinstance(found, Filters)
    assert parse_view(text) is None or len(parse_view(text)) == 3


@pytest.mark.parametrize(
    "query", ["von=9999-12-31", "bis=0001-01-01", "tage=99999999999", "umkreis=-4", "gebiet=1,1;2,2"]
)
def test_nonsense_in_an_address_narrows_nothing(query, db):
    found = asked(query).filters

    assert (found.since, found.until, found.metres, found.ring) == (None, None, None, None)


def test_days_are_read_as_people_write_them():
    assert asked("von=2026-11-20").filters.since == asked("von=20.11.2026").filters.since == date(2026, 11, 20)


def test_an_address_keeps_everything_but_what_is_changed():
    found = asked("stand=alle&gruppe=licht&karte=7.2,50.8,14")

    assert found.address(gruppe="") == "/maengel/?stand=alle&karte=7.2%2C50.8%2C14"
    assert found.of("reports:csv") == "/maengel/maengel.csv?stand=alle&gruppe=licht"


def test_a_choice_is_said_in_words(lamp):
    words = choice_in_words(asked("gruppe=beleuchtung&tage=30&q=Mast&foto=1&nahe=7.2,50.8&umkreis=2500").filters)

    assert words == [
        "offen",
        "Straßenbeleuchtung",
        "„Mast“",
        "in den letzten 30 Tagen",
        "im Umkreis von 2,5\N{NO-BREAK SPACE}km",
        "mit Foto",
    ]


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "0 m"), (87.4, "87 m"), (999, "999 m"), (1000, "1 km"), (2449, "2,4 km"), (12_600, "13 km")],
)
def test_distances_have_no_more_digits_than_anybody_needs(metres, words):
    assert distance_in_words(metres) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_an_area_has_three_corners_at_least_and_sixty_at_most():
    assert parse_ring("7.1,50.8;7.2,50.8;7.2,50.9").corners[0] == (7.1, 50.8)
    assert parse_ring("7.1,50.8;7.2,50.8") is None
    assert parse_ring("7.1,50.8;x;7.2,50.9") is None
    assert parse_ring(";".join(f"7.{number},50.{number}" for number in range(10, 71))) is None


def test_the_page_offers_to_take_each_part_back(reports):
    html = Client().get(f"/maengel/?nahe={LON},{LAT}&umkreis=500&bbox=7.0,50.0,8.0,51.0").content.decode()

    assert "Nur im Umkreis von 500\N{NO-BREAK SPACE}m." in html
    assert "Nur der gezeigte Ausschnitt der Karte." in html
    assert html.count(">Aufheben</a>") == 2
