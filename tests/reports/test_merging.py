# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merged reports: followers hear of the other, its public page stands for both, and what is near is proposed."""

import pytest
from django.urls import reverse

from nahdran.cases.models import StatusChange
from nahdran.cases.operations import change_status, merge, separate
from nahdran.notices.models import Delivery
from nahdran.reports.operations import confirm_following, join, tell_followers, withdraw_release
from nahdran.reports.queries.merged import proposals
from nahdran.reports.queries.public import latest
from tests.factories.cases import make_person, make_town, make_unit
from tests.factories.reports import INSIDE, make_category, make_map, make_report, make_routing_fallback

pytestmark = pytest.mark.django_db

NEAR = (INSIDE[0] + 0.0003, INSIDE[1])


@pytest.fixture
def clerk(db):
    make_town()
    make_map()
    unit = make_unit("Bauhof")
    make_routing_fallback(unit)
    return make_person(unit, rights=("cases.read", "cases.work", "reports.release"))


@pytest.fixture
def lamp(clerk):
    return make_category("Straßenlampe dunkel", key="lampe")


@pytest.fixture
def older(lamp):
    return make_report(lamp, public=True, public_text="Die Lampe ist aus.")


@pytest.fixture
def newer(lamp):
    return make_report(lamp, NEAR, public=True, public_text="Die Laterne geht nicht.")


def follow(report, email):
    follower = join(report=report, email=email)
    confirm_following(follower=follower)
    return follower


def tell(report):
    return tell_followers(change_id=StatusChange.objects.filter(case=report.case).latest("id").pk)


def page(client, report):
    return client.get(reverse("reports:detail", args=[report.case.reference]))


def test_followers_of_the_closed_one_hear_the_steps_of_the_other_once(older, newer, clerk):
    follow(newer, "nora@example.org")
    follow(newer, "beide@example.org")
    follow(older, "beide@example.org")
    merge(case=newer.case, into=older.case, actor=clerk)
    change_status(case=older.case, to="DONE", actor=clerk, public_text="Repariert.")

    assert tell(older) == 2
    assert tell(older) == 2  # called again, nobody is told twice
    told = Delivery.objects.filter(template="reports/follow_step", text__contains="Repariert.")
    assert sorted(told.values_list("address", flat=True)) == ["beide@example.org", "nora@example.org"]


def test_taken_apart_they_hear_nothing_of_the_other(older, newer, clerk):
    follow(newer, "nora@example.org")
    merge(case=newer.case, into=older.case, actor=clerk)
    separate(case=newer.case, actor=clerk, reason="Zwei Lampen.")
    change_status(case=older.case, to="IN_WORK", actor=clerk)
    assert tell(older) == 0


def test_the_public_page_leads_to_the_other(client, older, newer, clerk):
    merge(case=newer.case, into=older.case, actor=clerk)
    answer = page(client, newer)
    # Not for ever: they may be taken apart again.
    assert (answer.status_code, answer["Location"]) == (302, reverse("reports:detail", args=[older.case.reference]))


def test_the_public_page_stays_if_the_other_is_not_public(client, older, newer, clerk):
    withdraw_release(report=older, actor=clerk)
    merge(case=newer.case, into=older.case, actor=clerk)
    answer = page(client, newer)
    assert answer.status_code == 200
    assert older.case.reference not in answer.content.decode()


def test_what_lies_near_and_is_open_is_proposed(older, newer, lamp, clerk):
    far = make_report(lamp, (INSIDE[0] + 0.05, INSIDE[1]))
    done = make_report(lamp, NEAR)
    change_status(case=done.case, to="DONE", actor=clerk, public_text="Fertig.")
    found = [entry.case for entry in proposals(newer.case)]
    assert found == [older.case]
    assert far.case not in found


def test_the_start_page_shows_the_one_in_which_both_go_on(older, newer, clerk):
    assert [row.case_id for row in latest(3)] == [newer.pk, older.pk]

    merge(case=newer.case, into=older.case, actor=clerk)

    assert [row.case_id for row in latest(3)] == [older.pk]
