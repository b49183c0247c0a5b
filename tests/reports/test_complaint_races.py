# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Complaints at the same moment, with real connections: a form sent twice, two clerks who decide differently, a complaint during a decision."""

import uuid

import pytest

from nahdran.reports.enums import Release
from nahdran.reports.models import Complaint, Report
from nahdran.reports.operations import (
    NewComplaint,
    NothingToDecide,
    NotPublic,
    complain,
    hide_for_good,
    keep_public,
    release,
)
from tests.factories.reports import INSIDE, make_report
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(lamp):
    return make_report(lamp, INSIDE, public=True, public_text="Aus.")


def told(report, key=None, origin="a"):
    new = NewComplaint(key=key or uuid.uuid4(), reason="PERSONAL", origin=origin)
    return complain(report=report, new=new, may_hide=True)


def state(report):
    return Report.objects.get(pk=report.pk).release


def test_one_form_sent_four_times_at_once_is_one_complaint(report):
    key = uuid.uuid4()
    found = together(*[lambda: told(report, key)] * 4)
    assert len({complaint.pk for complaint in found}) == 1
    assert state(report) == Release.PAUSED


def test_four_people_at_once_hide_it_once(report):
    found = together(*[lambda origin=origin: told(report, origin=origin) for origin in "abcd"])
    assert sum(isinstance(one, NotPublic) for one in found) == 3
    assert Complaint.objects.filter(hid=True).count() == 1


def test_two_clerks_who_decide_differently_one_is_told(report, clerk):
    until = told(report).pk
    found = together(
        lambda: keep_public(report=report, answer="Niemand.", up_to=until, actor=clerk),
        lambda: hide_for_good(report=report, answer="Doch.", up_to=until, actor=clerk),
    )
    assert sum(isinstance(one, NothingToDecide) for one in found) == 1
    outcome = Complaint.objects.get().outcome
    assert (outcome, state(report)) in {("KEPT", Release.RELEASED), ("HIDDEN", Release.WITHDRAWN)}


def test_a_release_and_a_decision_at_once_leave_nothing_half_decided(report, clerk):
    until = told(report).pk
    together(
        lambda: release(report=report, public_text="[…]", photos=[], actor=clerk),
        lambda: hide_for_good(report=report, answer="Doch.", up_to=until, actor=clerk),
    )
    row = Report.objects.get(pk=report.pk)
    assert row.release in {Release.RELEASED, Release.WITHDRAWN}
    assert Complaint.objects.filter(decided_at=None).count() == 0
