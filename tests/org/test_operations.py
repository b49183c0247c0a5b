# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units, people and closing days as the administrator changes them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from nahdran.accounts.models import Role
from nahdran.accounts.rules import has_right
from nahdran.audit.models import Entry
from nahdran.org.models import Membership, Unit
from nahdran.org.operations import UnableToGrant, add_member, remove_closure, save_closure, save_text
from nahdran.org.queries import calendar, text
from tests.factories.accounts import make_staff
from tests.factories.org import make_member, make_town, make_unit

pytestmark = pytest.mark.django_db


def test_a_member_holds_the_rights_of_the_role_in_this_unit_only():
    unit, other = make_unit(), make_unit()
    user = make_staff()
    make_member(user, unit, "cases.read")

    assert has_right(user, "cases.read", unit.pk)
    assert not has_right(user, "cases.read", other.pk)
    assert not has_right(user, "cases.read")


def test_rights_in_a_unit_that_was_closed_end():
    unit = make_unit(is_active=False)
    user = make_staff()
    make_member(user, unit, "cases.read")

    assert not has_right(user, "cases.read", unit.pk)


def test_nobody_gives_a_role_with_rights_they_lack():
    unit = make_unit()
    actor, other = make_staff(), make_staff()
    make_member(actor, unit, "cases.read")
    strong = Role.objects.create(key="strong", name="Stark", rights=["cases.read", "cases.work"])

    with pytest.raises(UnableToGrant):
        add_member(unit=unit, user=other, role=strong, actor=actor)

    assert not Membership.objects.filter(user=other).exists()


def test_taking_in_a_person_twice_is_one_membership_and_one_entry_in_the_log():
    unit, user = make_unit(), make_staff()
    role = Role.objects.create(key="plain", name="Einfach", rights=["cases.read"])

    add_member(unit=unit, user=user, role=role, actor=None)
    add_member(unit=unit, user=user, role=role, actor=None)

    assert Membership.objects.filter(user=user).count() == 1
    assert Entry.objects.filter(action="org.member_added").count() == 1


def test_a_closing_day_counts_for_deadlines_at_once_and_no_longer_after_its_removal():
    make_town()
    friday = date(2026, 11, 20)
    assert calendar().is_working_day(friday)

    closure = save_closure(day=friday, reason="Betriebsausflug", actor=None)
    assert not calendar().is_working_day(friday)

    remove_closure(closure=closure, actor=None)
    assert calendar().is_working_day(friday)


def test_an_own_wording_replaces_ours_and_an_empty_one_brings_it_back():
    ours = text("org.footer_note")

    save_text(key="org.footer_note", language="de", text="Rufen Sie uns an.", actor=None)
    assert text("org.footer_note") == "Rufen Sie uns an."

    save_text(key="org.footer_note", language="de", text=" ", actor=None)
    assert text("org.footer_note") == ours


def test_a_wording_without_an_english_version_is_shown_in_german_and_says_so():
    save_text(key="org.footer_note", language="de", text="Rufen Sie uns an.", actor=None)

    with override("en"):
        assert (text("org.footer_note"), text("org.footer_note").language) == ("Rufen Sie uns an.", "de")

    save_text(key="org.footer_note", language="en", text="Call us.", actor=None)
    with override("en"):
        assert (text("org.footer_note"), text("org.footer_note").language) == ("Call us.", "en")


def test_our_own_wording_speaks_the_reader_s_language():
    with override("en"):
        assert text("org.footer_note").language == "en"


def test_a_unit_cannot_stand_above_itself():
    unit = make_unit()
    unit.parent = unit

    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()


def test_there_is_one_municipality():
    make_town()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_town().__class__.objects.create(id=2, name="Zweite", short_name="Z", slug="z", reference_prefix="ZZ")


def test_an_unused_unit_name_is_unique():
    make_unit("Bauhof")

    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name="Bauhof", short_name="BH")
