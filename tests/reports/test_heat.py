# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where most is reported: the desk's squares over the map and their table, with the choice of the statistics."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.reports.figures.periods import Period
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.heat import Wanted, hottest
from nahdran.reports.views.staff.heat import _squares
from tests.factories.accounts import client_of, make_staff
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_group, make_report

PAGE = "/arbeitsplatz/maengel/statistik/karte/"
JUNE = Period.parse("2026-06")
TOWN = Frame(7.1, 50.75, 7.35, 50.95)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def told(lamp, districts):
    """Four lamps at one place and a bench in Birk in June, one more lamp in May."""
    bench = make_category("Bank beschädigt", group=make_group("Möbel", key="moebel"))
    with time_machine.travel(datetime.fromisoformat("2026-05-10T08:00:00+00:00"), tick=False) as now:
        make_report(lamp, INSIDE)
        now.move_to("2026-06-10T08:00:00+00:00")
        lamps = [make_report(lamp, INSIDE) for _ in range(4)]
        lamps.append(make_report(bench, IN_BIRK))
        yield lamps


@pytest.fixture
def desk(told):
    return client_of(make_staff(rights=["reports.statistics"]))


def counts(**wanted):
    return [spot.count for spot in hottest(Wanted(**{"period": JUNE, **wanted}), TOWN)]


def text_of(response):
    return response.content.decode()


def test_cells_are_counted_in_their_period_the_fullest_first(told, lamp):
    assert counts() == [4, 1]
    assert counts(period=Period.parse("2026")) == [5, 1]
    assert counts(period=Period.parse("2025")) == []


def test_kinds_districts_and_units_narrow_it(told, lamp, unit):
    assert counts(categories=[lamp.pk]) == [4]
    assert counts(categories=[]) == []
    assert sum(counts(district=told[4].district_id)) == 1
    assert counts(unit=unit.pk) == [4, 1]
    assert counts(unit=make_unit("Bauhof").pk) == []


def test_confidential_and_withdrawn_reports_are_left_out(told):
    Case.objects.filter(pk=told[0].pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
    Case.objects.filter(pk=told[1].pk).update(status="WITHDRAWN")
    assert counts() == [2, 1]


def test_a_cell_holds_its_reports_and_the_darkest_is_the_fullest(told):
    spots = hottest(Wanted(JUNE), TOWN)
    for spot in spots:
        assert spot.frame.west <= spot.lon <= spot.frame.east
        assert spot.frame.south <= spot.lat <= spot.frame.north
    assert [square.step for square in _squares(spots)] == [4, 1]


def test_the_page_says_where_in_words_and_leads_to_the_list(desk):
    page = text_of(desk.get(PAGE + "?zeit=2026-06"))
    assert "5 Meldungen" in page
    assert "Birk" in page
    link = page.split('href="/maengel/?')[1].split('"')[0].replace("&amp;", "&")
    assert "von=2026-06-01" in link
    assert "bis=2026-06-10" in link
    assert Client().get(f"/maengel/?{link}").status_code == 200


def test_an_empty_choice_says_so(desk):
    assert "gab es hier nichts" in text_of(desk.get(PAGE + "?zeit=2025"))


@pytest.mark.parametrize(
    "query", ["zeit=unsinn", "gruppe=gibt-es-nicht", "ortsteil=%00", "einheit=999999999", "zeit=9999"]
)
def test_nonsense_in_the_address_is_passed_over(desk, query):
    assert desk.get(f"{PAGE}?{query}").status_code == 200


def test_who_holds_the_right_in_one_unit_sees_this_unit_alone(told):
    bauhof = make_unit("Bauhof")
    person = make_person(bauhof, rights=("reports.statistics",))
    page = text_of(client_of(person).get(PAGE + "?zeit=2026-06"))
    assert "gab es hier nichts" in page
    assert "Servicecenter" not in page


def test_the_statistics_lead_there_with_the_same_choice(desk):
    page = text_of(desk.get("/arbeitsplatz/maengel/statistik/?zeit=2026-06&gruppe=moebel"))
    assert f"{PAGE}?zeit=2026-06&amp;gruppe=moebel" in page


def test_the_page_costs_the_same_however_much_there_is(desk, lamp, django_assert_max_num_queries):
    for number in range(5):
        make_report(lamp, (IN_BIRK[0], IN_BIRK[1] + number / 100))
    desk.get(PAGE)
    with django_assert_max_num_queries(10):
        desk.get(PAGE)
