# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Retention, presence, and what an account takes along or leaves behind."""

from datetime import timedelta

import pytest

from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.cases.models import Case, Party, Presence
from nahdran.cases.operations import NewParty, change_status, look_at
from nahdran.cases.tasks import forget, sweep
from nahdran.kit import clock
from tests.factories.cases import make_case, make_citizen

pytestmark = pytest.mark.django_db


def settle(case, clerk, *, days):
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    Case.objects.filter(pk=case.pk).update(retain_until=clock.today() + timedelta(days=days))


def test_people_are_forgotten_when_their_time_has_come_and_not_before(unit, clerk):
    due, later, still_open = make_case(unit), make_case(unit), make_case(unit)
    settle(due, clerk, days=0)
    settle(later, clerk, days=1)
    forget(0)
    assert not Party.objects.filter(case=due).exists()
    assert Party.objects.filter(case__in=[later, still_open]).count() == 2


def test_one_case_that_fails_holds_up_no_other(unit, clerk, kind, monkeypatch):
    first, second = make_case(unit), make_case(unit)
    for case in (first, second):
        settle(case, clerk, days=-1)

    def fail(case):
        if case.pk == first.pk:
            raise RuntimeError

    monkeypatch.setattr(kind, "forget", fail)
    forget(0)
    assert Party.objects.filter(case=first).exists()
    assert not Party.objects.filter(case=second).exists()


def test_presence_is_swept(case, clerk, time_machine):
    look_at(case=case, user=clerk, writing=False)
    time_machine.move_to(clock.now() + timedelta(hours=2), tick=False)
    sweep(0)
    assert not Presence.objects.exists()


def test_an_account_takes_its_concerns_along(unit):
    erika = make_citizen()
    case = make_case(unit, requester=NewParty(name="Erika", account=erika))
    (copy,) = exports.get("cases")(erika)
    assert copy["reference"] == case.reference
    assert "Die Lampe vor der Bäckerei" in str(copy["history"])


def test_when_an_account_goes_its_concerns_stay_without_it(unit):
    erika = make_citizen()
    case = make_case(unit, requester=NewParty(name="Erika", account=erika))
    erasers.get("cases")(erika)
    assert Party.objects.get(case=case).account is None
