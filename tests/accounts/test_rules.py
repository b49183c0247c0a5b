# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who holds which right: in the whole town, in single units, or not at all."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nahdran.accounts import rules
from nahdran.accounts.models import Role, User
from nahdran.accounts.rights import unit_rights_providers
from nahdran.accounts.rules import ALL_UNITS, has_right, has_right_somewhere, units_with_right
from nahdran.kit.registry import UnknownKey
from nahdran.kit.rights import Right, rights
from tests.factories.accounts import give_role, make_admin, make_citizen, make_staff

OF_UNIT = rights._items.get("test.of_unit") or rights.register(
    "test.of_unit", Right("test.of_unit", "testen", of_unit=True)
)
OF_TOWN = rights._items.get("test.of_town") or rights.register("test.of_town", Right("test.of_town", "testen"))


@pytest.fixture
def in_unit_seven() -> Iterator[None]:
    """Everybody works in unit 7 and holds both rights there."""
    unit_rights_providers.register("test", lambda user: {"test.of_unit": {7}, "test.of_town": {7}})
    yield
    del unit_rights_providers._items["test"]


@pytest.mark.django_db
def test_a_right_nobody_declared_is_an_error_and_not_a_no() -> None:
    with pytest.raises(UnknownKey):
        has_right(make_staff(), "test.misspelt")


@pytest.mark.django_db
def test_a_right_granted_in_the_town_holds_in_every_unit() -> None:
    person = make_staff(rights=["test.of_unit"])
    assert has_right(person, "test.of_unit")
    assert has_right(person, "test.of_unit", unit_id=99)
    assert units_with_right(person, "test.of_unit") is ALL_UNITS


@pytest.mark.django_db
@pytest.mark.usefixtures("in_unit_seven")
def test_a_right_held_in_a_unit_holds_there_and_nowhere_else() -> None:
    person = make_staff()
    assert has_right(person, "test.of_unit", unit_id=7)
    assert not has_right(person, "test.of_unit", unit_id=8)
    assert units_with_right(person, "test.of_unit") == {7}
    assert has_right_somewhere(person, "test.of_unit")


@pytest.mark.django_db
@pytest.mark.usefixtures("in_unit_seven")
def test_an_object_without_a_unit_opens_only_to_rights_of_the_whole_town() -> None:
    assert not has_right(make_staff(), "test.of_unit", unit_id=None)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_unit_seven")
def test_a_right_of_the_town_cannot_be_held_by_a_unit() -> None:
    person = make_staff()
    assert not has_right(person, "test.of_town", unit_id=7)
    assert not has_right_somewhere(person, "test.of_town")
    assert units_with_right(person, "test.of_town") == set()


@pytest.mark.django_db
def test_a_citizen_holds_no_right_even_with_a_role() -> None:
    citizen = make_citizen()
    give_role(citizen, Role.objects.get(key=Role.ADMINISTRATOR))
    assert not has_right(citizen, "test.of_town")
    User.objects.filter(pk=citizen.pk).update(is_superuser=True)
    assert not has_right(User.objects.get(pk=citizen.pk), "test.of_town")


@pytest.mark.django_db
def test_guests_and_locked_people_hold_no_right() -> None:
    locked = make_admin()
    locked.is_active = False
    assert not has_right(locked, "test.of_town")
    assert not has_right(AnonymousUser(), "test.of_town")


@pytest.mark.django_db
def test_the_administrator_holds_every_declared_right_without_listing_it() -> None:
    admin = make_admin()
    assert Role.objects.get(key=Role.ADMINISTRATOR).rights == []
    assert all(has_right(admin, key) for key in rights.keys())  # noqa: SIM118  a registry is no dict


@pytest.mark.django_db
def test_a_right_of_an_app_that_is_gone_is_passed_over() -> None:
    person = make_staff(rights=["gone.right", "test.of_town"])
    assert rules.held_rights(person).town == {"test.of_town"}


@pytest.mark.django_db
def test_asking_often_costs_as_much_as_asking_once() -> None:
    person = User.objects.get(pk=make_staff(rights=["test.of_town"]).pk)
    with CaptureQueriesContext(connection) as once:
        has_right(person, "test.of_town")
    with CaptureQueriesContext(connection) as often:
        for key in rights.keys():  # noqa: SIM118
            has_right(person, key)
            units_with_right(person, key)
    assert len(once) <= 2
    assert len(often) == 0


@pytest.mark.django_db
def test_djangos_own_question_is_answered_by_our_rights() -> None:
    assert make_staff(rights=["audit.read"]).has_perm("audit.read")
    assert not make_staff().has_perm("audit.read")
    assert not make_citizen().has_perm("audit.read")
