# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up staff: invite, change, lock, give roles, reset the second factor, end sessions. Every verb is logged.

Called by the settings pages, ``createstaff`` and the demonstration; ``actor=None`` means the console, which may do everything.
"""

import secrets
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nahdran.accounts import actions, mailer
from nahdran.accounts.enums import Kind
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.links import hours_valid, password_link
from nahdran.accounts.models import Role, RoleGrant, Session, User
from nahdran.accounts.queries import administrators
from nahdran.accounts.rules import forget_rights, may_grant, may_manage
from nahdran.audit.operations import record
from nahdran.kit.clock import now

CONSOLE = "Konsole"


@transaction.atomic
def invite(*, actor: User | None, email: str, name: str, roles: Iterable[Role] = (), by_mail: bool = True) -> User:
    """Set up a member of staff without a password and, by mail, send the link to set one."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name, kind=Kind.STAFF)
    except IntegrityError:
        raise UnableToChange("known", _("Zu dieser E-Mail-Adresse gibt es schon ein Konto.")) from None
    record(action=actions.INVITED, actor=actor, actor_label=_who(actor), obj=person)
    _give(actor, person, set(roles))
    if by_mail:
        _mail_link(person, "accounts/invitation")
    return person


@transaction.atomic
def invite_again(*, actor: User | None, person: User) -> None:
    """Send a fresh link; the earlier one dies only when a password is set."""
    _check_may_manage(actor, person)
    record(action=actions.INVITED_AGAIN, actor=actor, actor_label=_who(actor), obj=person)
    _mail_link(person, "accounts/invitation")


@transaction.atomic
def rename(*, actor: User, person: User, name: str) -> None:
    """Change the name. People may change their own; that of others only who may manage them."""
    if actor.pk != person.pk:
        _check_may_manage(actor, person)
    if person.name == name:
        return
    person.name = name
    person.save(update_fields=["name"])
    record(action=actions.PERSON_CHANGED, actor=actor, obj=person, data={"fields": ["name"]})


@transaction.atomic
def set_roles(*, actor: User | None, person: User, roles: Iterable[Role]) -> None:
    """Give exactly these roles in the whole town. Refuses what the actor does not hold, and the end of the last administrator."""
    _check_may_manage(actor, person)
    _give(actor, person, set(roles))


@transaction.atomic
def change(*, actor: User, person: User, name: str, roles: Iterable[Role]) -> None:
    """Name and roles together, or neither."""
    rename(actor=actor, person=person, name=name)
    set_roles(actor=actor, person=person, roles=roles)


@transaction.atomic
def deactivate(*, actor: User | None, person: User) -> None:
    """Lock a person out at once: sign-in refused, every session ended. Nothing they did is touched."""
    _check_may_manage(actor, person)
    if actor is not None and actor.pk == person.pk:
        raise UnableToChange(
            "self", _("Ihr eigenes Konto können Sie nicht sperren. Bitten Sie eine Kollegin oder einen Kollegen.")
        )
    _lock_administrators()
    was_administrator = administrators().filter(pk=person.pk).exists()
    person.is_active = False
    person.save(update_fields=["is_active"])
    if was_administrator:
        _check_administrator_left()
    _end_sessions(person)
    record(action=actions.DEACTIVATED, actor=actor, actor_label=_who(actor), obj=person)


@transaction.atomic
def reactivate(*, actor: User | None, person: User) -> None:
    _check_may_manage(actor, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(action=actions.REACTIVATED, actor=actor, actor_label=_who(actor), obj=person)


@transaction.atomic
def reset_second_factor(*, actor: User | None, person: User) -> None:
    """Remove all second factors and the password: whoever held the lost device may have held the password as well.

    The person gets a fresh link, and is led to set up a second factor after the next sign-in. All sessions end.
    """
    _check_may_manage(actor, person)
    Authenticator.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    _end_sessions(person)
    record(action=actions.SECOND_FACTOR_RESET, actor=actor, actor_label=_who(actor), obj=person)
    _mail_link(person, "accounts/reset")


@transaction.atomic
def sign_out_everywhere(*, person: User) -> int:
    """End every session of a person, this one too; returns how many."""
    record(action=actions.SIGNED_OUT_EVERYWHERE, actor=person, obj=person)
    return _end_sessions(person)


@transaction.atomic
def send_password_link(*, email: str) -> None:
    """For "Passwort vergessen": mails a link if the address is that of active staff, and does nothing otherwise."""
    person = User.objects.filter(email=email.strip().lower(), kind=Kind.STAFF, is_active=True).first()
    if person is not None:
        _mail_link(person, "accounts/password")


def _give(actor: User | None, person: User, roles: set[Role]) -> None:
    _lock_administrators()
    before = {grant.role for grant in person.role_grants.select_related("role")}
    added, removed = roles - before, before - roles
    if actor is not None and not all(may_grant(actor, role) for role in added | removed):
        raise UnableToChange("not_held", _("Sie können nur Rollen geben oder nehmen, deren Rechte Sie selbst haben."))
    if not (added or removed):
        return
    RoleGrant.objects.filter(user=person, role__in=removed).delete()
    RoleGrant.objects.bulk_create([RoleGrant(user=person, role=role) for role in added])
    if any(role.key == Role.ADMINISTRATOR for role in removed):
        _check_administrator_left()
    forget_rights(person)
    data = {"added": sorted(role.name for role in added), "removed": sorted(role.name for role in removed)}
    record(action=actions.ROLES_CHANGED, actor=actor, actor_label=_who(actor), obj=person, data=data)


def _lock_administrators() -> None:
    """Two people who take each other's administration away must not both succeed: the role's row is the queue."""
    list(Role.objects.select_for_update().filter(key=Role.ADMINISTRATOR))


def _check_administrator_left() -> None:
    if not administrators().exists():
        raise UnableToChange(
            "last_administrator", _("Das geht nicht: Danach gäbe es niemanden mehr, der die Stadt verwaltet.")
        )


def _check_may_manage(actor: User | None, person: User) -> None:
    if person.kind != Kind.STAFF:
        raise UnableToChange("citizen", _("Konten von Bürgerinnen und Bürgern verwalten diese selbst."))
    if actor is not None and not may_manage(actor, person):
        raise UnableToChange("greater", _("Diese Person hat Rechte, die Sie selbst nicht haben."))


def _end_sessions(person: User) -> int:
    return Session.objects.filter(user_id=person.pk).delete()[0]


def _mail_link(person: User, template: str) -> None:
    mailer.send(
        mailer.Mail(
            address=person.email,
            name=person.name,
            language=person.language,
            template=template,
            context={"name": person.name, "link": password_link(person), "hours": hours_valid()},
            dedup_key=f"{template}:{person.pk}:{int(now().timestamp())}:{secrets.token_hex(4)}",
            about=f"accounts.user:{person.pk}",
            is_secret=True,
        )
    )


def _who(actor: User | None) -> str:
    return "" if actor is not None else CONSOLE
