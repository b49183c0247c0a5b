# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a case."""

import pytest

from nahdran.audit.models import Entry
from nahdran.cases.models import Assignment, Case, Deadline, Message, Party, StatusChange
from nahdran.cases.operations import NewParty
from nahdran.kit.ids import parse_reference
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def test_a_new_case_has_everything_that_belongs_to_it(unit):
    case = make_case(unit)
    assert parse_reference(case.reference) == case.reference
    assert case.reference.startswith("LOH-")
    assert case.status == "NEW"
    assert StatusChange.objects.get(case=case).end == "NEW"
    assert Assignment.objects.get(case=case).reason == "Beleuchtung gehört zum Bauhof."
    assert Message.objects.get(case=case).text.startswith("Die Lampe")
    assert Deadline.objects.filter(case=case).count() == 2
    assert case.due_at == Deadline.objects.get(case=case, kind="FIRST_ANSWER").due_at
    assert Entry.objects.filter(action="cases.opened", object_id=str(case.pk)).count() == 1


def test_numbers_follow_each_other_and_carry_the_year_of_the_town(unit, time_machine):
    time_machine.move_to("2026-12-31 12:00+01:00", tick=False)
    first, second = make_case(unit), make_case(unit)
    time_machine.move_to("2027-01-01 00:30+01:00", tick=False)
    third = make_case(unit)

    years, numbers = zip(
        *((case.reference[4:8], int(case.reference[9:15])) for case in (first, second, third)), strict=True
    )
    assert years == ("2026", "2026", "2027")
    assert numbers == (numbers[0], numbers[0] + 1, numbers[0] + 2)


def test_who_gives_nothing_stays_anonymous(unit):
    case = make_case(unit, requester=NewParty())
    assert not Party.objects.filter(case=case).exists()


def test_the_same_key_opens_one_case(unit):
    first = make_case(unit, key="form-1")
    second = make_case(unit, key="form-1", title="Noch einmal gesendet")
    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_a_case_whose_detail_fails_leaves_nothing_behind(unit):
    def fail(case):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make_case(unit, detail=fail)
    assert not Case.objects.exists()
    assert not Entry.objects.filter(action="cases.opened").exists()
