# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a case; the rule for one case and the condition for lists are the same."""

import itertools

import pytest

from nahdran.accounts.models import Role, RoleGrant
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.cases.queries import readable_by
from nahdran.cases.rules import may_read, may_work
from tests.factories.cases import CLERK, LEAD, READER, make_case, make_citizen, make_person, make_unit

pytestmark = pytest.mark.django_db


def town_wide(*rights):
    person = make_person(name="Wanda Weit")
    role = Role.objects.create(key=f"town-{person.pk}", name=f"Stadtweit {person.pk}", rights=list(rights))
    RoleGrant.objects.create(user=person, role=role)
    return person


def test_the_rule_and_the_list_agree_for_everybody_and_every_case(town):
    units = [make_unit(f"Amt {number}") for number in range(3)]
    people = [
        make_person(),
        make_person(units[0], rights=READER),
        make_person(units[0], rights=CLERK),
        make_person(units[0], units[1], rights=LEAD),
        make_person(units[2], rights=("cases.confidential",)),
        make_person(units[0], rights=LEAD, is_active=False),
        town_wide("cases.read"),
        town_wide("cases.read", "cases.confidential"),
        town_wide("cases.templates"),
        make_person(is_superuser=True),
        make_citizen(),
    ]
    for unit, level, assignee in itertools.product(units, Confidentiality.values, [None, *people]):
        case = make_case(unit)
        Case.objects.filter(pk=case.pk).update(confidentiality=level, assignee=assignee)
    cases = list(Case.objects.all())
    for person in people:
        by_rule = {case.pk for case in cases if may_read(person, case)}
        by_list = set(readable_by(person).values_list("pk", flat=True))
        assert by_rule == by_list, person.name


def test_a_refusal_says_why_and_what_to_do(case):
    stranger = make_person(make_unit("Ordnungsamt"))
    verdict = may_read(stranger, case)
    assert not verdict
    assert verdict.code == "foreign_unit"
    assert str(verdict.way_on)


def test_a_confidential_case_is_refused_by_its_own_name(case, clerk):
    case.confidentiality = Confidentiality.CONFIDENTIAL
    assert may_read(clerk, case).code == "confidential"


def test_reading_is_not_working(case, unit):
    reader = make_person(unit, rights=READER)
    assert may_read(reader, case)
    assert not may_work(reader, case)


def test_a_guest_may_nothing(case):
    from django.contrib.auth.models import AnonymousUser

    assert not may_read(AnonymousUser(), case)
    assert not readable_by(AnonymousUser()).exists()
