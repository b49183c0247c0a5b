# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page of one report: its way, until when, who works on it, what lies near, and the way on to the next report."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Deadline
from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.kit.dates import day
from nahdran.reports.queries.public import public_report
from nahdran.reports.queries.story import neighbours, story_of
from tests.factories.reports import IN_BIRK, INSIDE, make_draft, make_report


@pytest.fixture
def report(lamp):
    return make_report(lamp, public=True, public_text="Die Lampe ist dunkel.")


def page(report):
    response = Client().get(f"/maengel/{report.case.reference}/")
    assert response.status_code == 200
    return response.content.decode()


def due(report):
    return Deadline.objects.get(case_id=report.pk, kind=DeadlineKind.SETTLE).due_at


def test_until_when_it_should_be_done_stands_on_the_page(report):
    html = page(report)

    assert "Voraussichtlich bis" in html
    assert f"voraussichtlich bis {day(due(report))}" in html
    assert "Zuständig" in html
    assert "Servicecenter" in html


def test_a_day_that_has_passed_is_not_hidden(report):
    with time_machine.travel(due(report) + timedelta(days=1)):
        html = page(report)

    assert "Dieser Tag ist vorbei." in html
    assert "voraussichtlich bis" not in html


def test_nothing_is_promised_while_it_rests_or_when_it_is_settled(report, clerk):
    change_status(case=report.case, to="ASKED", actor=clerk, public_text="Welche Lampe ist es?")
    html = page(report)
    assert "ruht, bis unsere Rückfrage beantwortet ist" in html
    assert day(due(report)) not in html

    report.case.refresh_from_db()
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Sie leuchtet wieder.")
    html = page(report)
    assert "Voraussichtlich bis" not in html
    assert "Abgeschlossen" in html


def test_a_day_that_was_moved_by_a_pause_says_so(report, clerk):
    before = due(report)
    change_status(case=report.case, to="ASKED", actor=clerk, public_text="Welche Lampe ist es?")
    report.case.refresh_from_db()
    with time_machine.travel(clock.now() + timedelta(days=14)):
        change_status(case=report.case, to="IN_WORK", actor=clerk)
        html = page(report)

    assert due(report) > before
    assert f"Voraussichtlich bis</dt><dd>{day(due(report))}" in html
    assert "Verschoben, weil die Meldung" in html


def test_the_way_goes_back_when_a_settled_report_is_opened_again(report, clerk):
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Sie leuchtet wieder.")
    assert set(story_of(report.pk, is_open=False).reached) == {0, 3}
    report.case.refresh_from_db()
    change_status(case=report.case, to="IN_WORK", actor=clerk)

    story = story_of(report.pk, is_open=True)

    assert set(story.reached) == {0, 2}
    assert story.expected_at is not None


def test_neighbours_are_public_near_and_never_the_report_itself(report, lamp, clerk):
    near = make_report(lamp, (INSIDE[0] + 0.001, INSIDE[1]), public=True)
    change_status(case=near.case, to="DONE", actor=clerk, public_text="Fertig.")
    make_report(lamp, INSIDE)
    make_report(lamp, IN_BIRK, public=True)

    found = neighbours(public_report(report.case.reference), 4)

    assert [row.case_id for row in found] == [near.pk]
    assert found[0].metres == pytest.approx(70, abs=2)
    assert "70\N{NO-BREAK SPACE}m entfernt" in page(report)


@pytest.mark.parametrize("count", [0, 5])
def test_the_page_costs_the_same_with_many_neighbours(lamp, photo, count, django_assert_max_num_queries):
    report = make_report(lamp, public=True, files=[photo()])
    for _number in range(count):
        make_report(lamp, public=True, files=[photo((1, 2, 3))])

    with django_assert_max_num_queries(15):
        page(report)


def test_who_reports_the_next_thing_begins_at_the_place_of_the_last(report):
    client = Client()
    assert f"/maengel/neu/?nahe={INSIDE[0]:.5f}%2C{INSIDE[1]:.5f}" in page(report)

    client.get(f"/maengel/neu/?nahe={INSIDE[0]},{INSIDE[1]}")
    html = client.get("/maengel/neu/ort/").content.decode()

    assert f'value="{INSIDE[0]:.6f}"' in html
    assert "Hauptstraße 71" in html


@pytest.mark.parametrize("place", ["", "x", "999,1", "7.2"])
def test_nonsense_as_a_place_begins_with_none(lamp, place):
    client = Client()

    assert client.get(f"/maengel/neu/?nahe={place}").status_code == 302
    assert 'name="place_lon" value=""' in client.get("/maengel/neu/ort/").content.decode()


def test_a_draft_keeps_its_own_place(lamp, report):
    from nahdran.reports.draft_access import COOKIE, token_of

    draft = make_draft(lamp, IN_BIRK)
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    client.get(f"/maengel/neu/?nahe={INSIDE[0]},{INSIDE[1]}")

    assert f'value="{IN_BIRK[0]:.6f}"' in client.get("/maengel/neu/ort/").content.decode()


def test_the_page_names_its_own_address_to_share(report, settings):
    html = page(report)

    assert f'<link rel="canonical" href="{settings.SITE_URL}/maengel/{report.case.reference}/">' in html
    assert f'data-copy="{settings.SITE_URL}/maengel/{report.case.reference}/"' in html
