# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laying, changing and removing roles. Called by the settings pages, by ``migrate`` and by the demonstration."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nahdran.accounts import actions
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.models import Role, User
from nahdran.accounts.rights import default_rights
from nahdran.accounts.rules import held_rights, may_grant
from nahdran.accounts.texts import BUILT_IN_ROLES
from nahdran.audit.operations import record
from nahdran.kit.rights import rights


def ensure_roles() -> None:
    """Lay the built-in roles that are missing; those that are there stay as the town has changed them. Runs after every migrate."""
    there = set(Role.objects.values_list("key", flat=True))
    for order, (key, name, description) in enumerate(BUILT_IN_ROLES):
        if key in there:
            continue
        keys = sorted({right for default in default_rights for right in default.rights if default.role == key})
        Role.objects.create(
            key=key, name=name, description=description, rights=keys, is_built_in=True, order=order * 10
        )


@transaction.atomic
def save_role(*, actor: User, role: Role | None, name: str, description: str, keys: Iterable[str]) -> Role:
    """Create a role (``role=None``) or change one. Refuses the administrator's and rights that the actor does not hold."""
    wanted = set(keys)
    for key in wanted:
        rights.get(key)
    before = set(role.rights) if role else set()
    if role is not None and role.key == Role.ADMINISTRATOR:
        raise UnableToChange(
            "administrator", _("Die Rolle Administration darf immer alles und lässt sich nicht ändern.")
        )
    touched = (wanted ^ before) & set(rights.keys())
    if not touched <= held_rights(actor).town:
        raise UnableToChange("not_held", _("Sie können nur Rechte vergeben oder nehmen, die Sie selbst haben."))
    if role is None:
        role = Role(key=_free_key(name))
    role.name, role.description, role.rights = name, description, sorted(wanted)
    role.save()
    data = {"added": sorted(wanted - before), "removed": sorted(before - wanted)}
    record(action=actions.ROLE_SAVED, actor=actor, obj=role, data=data)
    return role


@transaction.atomic
def remove_role(*, actor: User, role: Role) -> None:
    """Remove a role of the town's own that nobody holds any more."""
    if role.is_built_in:
        raise UnableToChange("built_in", _("Diese Rolle gehört zum System und lässt sich nicht löschen."))
    if not may_grant(actor, role):
        raise UnableToChange("not_held", _("Diese Rolle hat Rechte, die Sie selbst nicht haben."))
    if _is_in_use(role):
        raise UnableToChange("in_use", _("Die Rolle ist noch vergeben. Nehmen Sie sie zuerst allen Personen."))
    record(action=actions.ROLE_REMOVED, actor=actor, obj=role, data={"rights": list(role.rights)})
    role.delete()


def _is_in_use(role: Role) -> bool:
    """Whether anything points at the role: grants here, memberships in apps above, found without naming them."""
    relations: list[Any] = [each for each in Role._meta.related_objects if not each.many_to_many]
    return any(each.related_model._default_manager.filter(**{each.field.name: role}).exists() for each in relations)


def _free_key(name: str) -> str:
    base = slugify(name)[:32] or "rolle"
    key, number = base, 2
    while Role.objects.filter(key=key).exists():
        key, number = f"{base}-{number}", number + 1
    return key
