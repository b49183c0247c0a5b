# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up people and roles: who may do it to whom, and that the town is never left without an administrator."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections, transaction
from django.test import Client

from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.models import Role, RoleGrant, Session, User
from nahdran.accounts.operations import people, roles
from nahdran.accounts.operations.citizens import citizen_for
from nahdran.accounts.queries import administrators
from nahdran.audit.models import Entry
from tests.factories.accounts import give_role, make_admin, make_citizen, make_role, make_staff, sign_in

MANAGER = ["accounts.read", "accounts.manage"]


def actions_about(person: User) -> list[str]:
    rows = Entry.objects.filter(object_type="accounts.user", object_id=str(person.pk))
    return list(rows.order_by("id").values_list("action", flat=True))


@pytest.mark.django_db
def test_one_address_is_one_account_however_it_is_spelt() -> None:
    make_staff(email="Mia.Muster@Nahdran.example")
    assert User.objects.get().email == "mia.muster@nahdran.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        make_citizen(email="MIA.MUSTER@nahdran.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MIA.MUSTER@nahdran.example", password="!")])


@pytest.mark.django_db
def test_an_invited_person_gets_a_link_and_cannot_sign_in_before_using_it() -> None:
    admin = make_admin()
    person = people.invite(
        actor=admin, email="neu@nahdran.example", name="Neue Person", roles=[Role.objects.get(key="clerk")]
    )
    assert not person.has_usable_password()
    assert "/arbeitsplatz/anmelden/passwort/" in mail.outbox[0].body
    assert actions_about(person) == ["accounts.invited", "accounts.roles_changed"]


@pytest.mark.django_db
def test_an_address_that_is_taken_cannot_be_invited() -> None:
    make_citizen(email="da@nahdran.example")
    with pytest.raises(UnableToChange) as refusal:
        people.invite(actor=make_admin(), email="DA@nahdran.example", name="Doppelt")
    assert refusal.value.code == "known"


@pytest.mark.django_db
def test_nobody_grants_rights_they_do_not_hold() -> None:
    manager, person = make_staff(rights=MANAGER), make_staff()
    with pytest.raises(UnableToChange) as refusal:
        people.set_roles(actor=manager, person=person, roles=[Role.objects.get(key=Role.ADMINISTRATOR)])
    assert refusal.value.code == "not_held"
    with pytest.raises(UnableToChange):
        people.set_roles(actor=manager, person=manager, roles=[Role.objects.get(key=Role.ADMINISTRATOR)])
    assert not RoleGrant.objects.filter(role__key=Role.ADMINISTRATOR).exists()


@pytest.mark.django_db
def test_nobody_puts_rights_they_do_not_hold_into_a_role() -> None:
    manager = make_staff(rights=MANAGER)
    with pytest.raises(UnableToChange) as refusal:
        roles.save_role(actor=manager, role=None, name="Hintertür", description="", keys=["audit.read"])
    assert refusal.value.code == "not_held"
    role = make_role(rights=["audit.read"])
    with pytest.raises(UnableToChange):
        roles.save_role(actor=manager, role=role, name=role.name, description="", keys=[])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "verb", [people.deactivate, people.reset_second_factor, people.invite_again, people.reactivate]
)
def test_nobody_changes_a_person_who_holds_more_than_they_do(verb: object) -> None:
    manager, admin = make_staff(rights=MANAGER), make_admin()
    with pytest.raises(UnableToChange) as refusal:
        verb(actor=manager, person=admin)  # type: ignore[operator]
    assert refusal.value.code == "greater"


@pytest.mark.django_db
def test_the_last_administrator_cannot_be_removed_in_any_way() -> None:
    admin = make_admin()
    with pytest.raises(UnableToChange) as refusal:
        people.set_roles(actor=admin, person=admin, roles=[])
    assert refusal.value.code == "last_administrator"
    with pytest.raises(UnableToChange):
        people.deactivate(actor=None, person=admin)
    assert list(administrators()) == [admin]


@pytest.mark.django_db
def test_an_administrator_may_go_while_another_one_stays() -> None:
    first, second = make_admin(), make_admin()
    people.set_roles(actor=first, person=second, roles=[])
    assert list(administrators()) == [first]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_lock_each_other_at_the_same_moment_do_not_both_succeed() -> None:
    roles.ensure_roles()
    first, second = make_admin(), make_admin()
    start = threading.Barrier(2)
    refusals: list[str] = []

    def lock(actor: User, person: User) -> None:
        start.wait(timeout=20)
        try:
            people.deactivate(actor=User.objects.get(pk=actor.pk), person=User.objects.get(pk=person.pk))
        except UnableToChange as refusal:
            refusals.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=lock, args=pair) for pair in [(first, second), (second, first)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert administrators().count() == 1
    assert len(refusals) == 1


@pytest.mark.django_db
def test_nobody_locks_themselves_out() -> None:
    first, _second = make_admin(), make_admin()
    with pytest.raises(UnableToChange) as refusal:
        people.deactivate(actor=first, person=first)
    assert refusal.value.code == "self"


@pytest.mark.django_db
def test_a_locked_person_is_out_at_once_on_every_device() -> None:
    admin, person = make_admin(), make_staff()
    sign_in(Client(), person), sign_in(Client(), person)
    assert Session.objects.filter(user_id=person.pk).count() == 2
    people.deactivate(actor=admin, person=person)
    assert not Session.objects.filter(user_id=person.pk).exists()
    assert "accounts.deactivated" in actions_about(person)
    people.reactivate(actor=admin, person=person)
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.django_db
def test_resetting_the_second_factor_takes_factors_password_and_sessions() -> None:
    admin, person = make_admin(), make_staff()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    sign_in(Client(), person)
    people.reset_second_factor(actor=admin, person=person)
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Session.objects.filter(user_id=person.pk).exists()
    assert mail.outbox[0].to == [person.email]


@pytest.mark.django_db
def test_citizens_are_not_managed_by_staff() -> None:
    with pytest.raises(UnableToChange) as refusal:
        people.deactivate(actor=make_admin(), person=make_citizen())
    assert refusal.value.code == "citizen"


@pytest.mark.django_db
def test_a_role_in_use_or_of_the_house_cannot_be_removed() -> None:
    admin, role = make_admin(), make_role(rights=["audit.read"])
    give_role(make_staff(), role)
    with pytest.raises(UnableToChange) as refusal:
        roles.remove_role(actor=admin, role=role)
    assert refusal.value.code == "in_use"
    with pytest.raises(UnableToChange):
        roles.remove_role(actor=admin, role=Role.objects.get(key="clerk"))
    RoleGrant.objects.filter(role=role).delete()
    roles.remove_role(actor=admin, role=role)
    assert not Role.objects.filter(pk=role.pk).exists()


@pytest.mark.django_db
def test_the_administrators_role_cannot_be_changed() -> None:
    with pytest.raises(UnableToChange):
        roles.save_role(
            actor=make_admin(),
            role=Role.objects.get(key=Role.ADMINISTRATOR),
            name="Administration",
            description="",
            keys=[],
        )


@pytest.mark.django_db
def test_laying_roles_again_keeps_what_the_town_has_changed() -> None:
    Role.objects.filter(key="clerk").update(rights=["audit.read"], name="Sachgebiet")
    roles.ensure_roles()
    assert Role.objects.get(key="clerk").rights == ["audit.read"]


@pytest.mark.django_db
def test_the_console_sets_up_an_administrator_and_prints_the_link(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("createstaff", "chefin@nahdran.example", "Die Chefin")
    printed = capsys.readouterr().out
    assert "/arbeitsplatz/anmelden/passwort/" in printed
    assert administrators().get().email == "chefin@nahdran.example"
    assert Entry.objects.get(action="accounts.invited").actor_label == "Konsole"
    assert not mail.outbox


@pytest.mark.django_db
def test_the_console_names_the_roles_there_are() -> None:
    with pytest.raises(CommandError, match="administrator"):
        call_command("createstaff", "a@nahdran.example", "A", "--role", "kaiser")
    with pytest.raises(CommandError):
        call_command("createstaff", "keine-adresse", "A")


@pytest.mark.django_db
def test_a_citizens_account_comes_into_being_once() -> None:
    first = citizen_for(email="Neu@nahdran.example")
    assert first is not None
    assert not first.has_usable_password()
    assert citizen_for(email="neu@nahdran.example") == first
    assert actions_about(first) == ["accounts.citizen_registered"]


@pytest.mark.django_db
def test_a_code_never_opens_an_account_of_staff_or_a_locked_one() -> None:
    staff, locked = make_staff(), make_citizen()
    User.objects.filter(pk=locked.pk).update(is_active=False)
    assert citizen_for(email=staff.email) is None
    assert citizen_for(email=locked.email) is None
