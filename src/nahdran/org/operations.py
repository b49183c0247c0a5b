# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes of the organisation: the town's data, units and their people, closing days and texts. All of it stands in the audit log."""

from datetime import date

from django.db import transaction

from nahdran.accounts.models import Role, User
from nahdran.accounts.rules import held_rights
from nahdran.audit.operations import record
from nahdran.kit.rights import rights
from nahdran.kit.text import clean
from nahdran.org.models import Closure, Membership, Municipality, TextBlock, Unit
from nahdran.org.queries import forget
from nahdran.org.texts import texts
from nahdran.shell.theme import forget_colours


class UnableToGrant(Exception):
    """Nobody may give what they do not hold themselves."""


def save_town(*, town: Municipality, actor: User | None) -> Municipality:
    """Save the municipality's row and let every process read it anew."""
    with transaction.atomic():
        town.save()
        record(action="org.town", actor=actor, obj=town)
    forget()
    forget_colours()
    return town


def save_unit(*, unit: Unit, actor: User | None) -> Unit:
    with transaction.atomic():
        unit.save()
        record(action="org.unit", actor=actor, obj=unit, data={"name": unit.name, "active": unit.is_active})
    return unit


def add_member(*, unit: Unit, user: User, role: Role, actor: User | None) -> Membership:
    """Give a person a role in a unit. Raises UnableToGrant if the actor does not hold the role's rights there."""
    if actor is not None and not _holds(actor, role, unit):
        raise UnableToGrant
    with transaction.atomic():
        membership, is_new = Membership.objects.get_or_create(unit=unit, user=user, role=role)
        if is_new:
            record(action="org.member_added", actor=actor, obj=unit, data={"user": user.pk, "role": role.key})
    return membership


def remove_member(*, membership: Membership, actor: User | None) -> None:
    with transaction.atomic():
        record(
            action="org.member_removed",
            actor=actor,
            obj=membership.unit,
            data={"user": membership.user_id, "role": membership.role.key},
        )
        membership.delete()


def save_closure(*, day: date, reason: str, actor: User | None) -> Closure:
    """Close the town hall on a day. Deadlines that are set from now on pass over it; given promises stay."""
    with transaction.atomic():
        closure, _ = Closure.objects.update_or_create(date=day, defaults={"reason": reason})
        record(action="org.closure", actor=actor, obj=closure, data={"date": day.isoformat()})
    forget()
    return closure


def remove_closure(*, closure: Closure, actor: User | None) -> None:
    with transaction.atomic():
        record(action="org.closure", actor=actor, obj=closure, data={"date": closure.date.isoformat(), "removed": True})
        closure.delete()
    forget()


def save_text(*, key: str, language: str, text: str, actor: User | None) -> None:
    """Word a text anew; an empty one goes back to the wording that nahdran brings along."""
    texts.get(key)
    text = clean(text)
    with transaction.atomic():
        if text:
            TextBlock.objects.update_or_create(key=key, language=language, defaults={"text": text})
        else:
            TextBlock.objects.filter(key=key, language=language).delete()
        record(action="org.text", actor=actor, data={"key": key, "language": language})
    forget()


def _holds(actor: User, role: Role, unit: Unit) -> bool:
    held = held_rights(actor)
    given = set(rights.keys()) if role.key == Role.ADMINISTRATOR else set(role.rights)
    return all(key in held.town or unit.pk in held.units.get(key, ()) for key in given)
