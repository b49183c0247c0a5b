# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what. Views, APIs and templates ask here and nowhere else.

A right of the town is held by a role granted town-wide. A right of a unit (``Right.of_unit``) is held town-wide or in single units.
The answers are kept on the person's object, which lives for one request.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from nahdran.accounts.enums import Kind
from nahdran.accounts.rights import rights_of_role, unit_rights_providers
from nahdran.kit.rights import rights

_KEPT = "_nahdran_rights"


class _AllUnits:
    """Stands for every unit there is and will be."""

    def __contains__(self, unit_id: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "ALL_UNITS"


ALL_UNITS: Final = _AllUnits()


@dataclass(frozen=True, slots=True)
class Held:
    """What one person holds: rights of the whole town, and of single units."""

    town: frozenset[str] = frozenset()
    units: dict[str, set[int]] = field(default_factory=dict)


def has_right(user: Any, key: str, unit_id: int | None = None) -> bool:
    """Whether ``user`` holds the right ``key``: for the unit ``unit_id``, or, without a unit, in the whole town.

    An object without a unit therefore opens only to people who hold the right in the whole town. An unknown key raises UnknownKey.
    """
    right = rights.get(key)
    if not can_hold_rights(user):
        return False
    held = held_rights(user)
    if key in held.town:
        return True
    return right.of_unit and unit_id is not None and unit_id in held.units.get(key, ())


def has_right_somewhere(user: Any, key: str) -> bool:
    """Whether ``user`` holds the right anywhere at all: enough to open a door, never enough for a single object."""
    return bool(units_with_right(user, key)) if rights.get(key).of_unit else has_right(user, key)


def units_with_right(user: Any, key: str) -> set[int] | _AllUnits:
    """The units in which ``user`` holds the right, for filtering lists; ALL_UNITS if town-wide."""
    right = rights.get(key)
    if not can_hold_rights(user):
        return set()
    held = held_rights(user)
    if key in held.town:
        return ALL_UNITS
    return set(held.units.get(key, ())) if right.of_unit else set()


def can_hold_rights(user: Any) -> bool:
    """Only active staff hold rights, whatever the tables say about others."""
    return bool(user and user.is_authenticated and user.is_active and user.kind == Kind.STAFF)


def held_rights(user: Any) -> Held:
    """All rights of a person: two queries the first time, none afterwards."""
    kept: Held | None = getattr(user, _KEPT, None)
    if kept is None:
        kept = _collect(user)
        setattr(user, _KEPT, kept)
    return kept


def forget_rights(user: Any) -> None:
    """After a change of roles in the same request."""
    if hasattr(user, _KEPT):
        delattr(user, _KEPT)


def _collect(user: Any) -> Held:
    if user.is_superuser:
        return Held(town=frozenset(rights.keys()))
    town: set[str] = set()
    for grant in user.role_grants.select_related("role"):
        town |= rights_of_role(grant.role)
    units: dict[str, set[int]] = {}
    for provider in unit_rights_providers:
        for key, ids in provider(user).items():
            units.setdefault(key, set()).update(ids)
    return Held(town=frozenset(town), units=units)


def may_grant(actor: Any, role: Any) -> bool:
    """Nobody gives or takes a role that holds more than they hold themselves in the whole town."""
    return can_hold_rights(actor) and rights_of_role(role) <= held_rights(actor).town


def may_manage(actor: Any, person: Any) -> bool:
    """Whether ``actor`` may change, lock or reset ``person``: else a lesser administrator could take over a greater one."""
    return has_right(actor, "accounts.manage") and held_rights(person).town <= held_rights(actor).town
