# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where rights come from besides roles in the whole town: ``org`` adds those of a person's units. Apps name default rights of our roles.

Only declarations stand here; the decision is in ``accounts.rules``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry
from nahdran.kit.rights import rights

# Given a person, the units in which each right is held: {"cases.read": {3, 7}}.
UnitRights = dict[str, set[int]]
unit_rights_providers: Registry[Callable[[Any], UnitRights]] = Registry("unit rights providers")


@dataclass(frozen=True, slots=True)
class DefaultRights:
    """Rights that a built-in role gets when it is first laid. ``role`` is one of clerk, lead, editor, service, auditor."""

    key: str
    role: str
    rights: tuple[str, ...]


default_rights: Registry[DefaultRights] = Registry("default rights")


def register_default_rights(app: str, **by_role: Iterable[str]) -> None:
    """``register_default_rights("cases", clerk=["cases.read"], lead=["cases.read", "cases.assign"])`` in an app's panels.py."""
    for role, keys in by_role.items():
        key = f"{app}:{role}"
        default_rights.register(key, DefaultRights(key=key, role=role, rights=tuple(keys)))


def rights_of_role(role: Any) -> frozenset[str]:
    """The keys a role holds. The administrator holds everything declared; keys of an app that is gone are passed over."""
    known = set(rights.keys())
    if role.key == role.ADMINISTRATOR:
        return frozenset(known)
    return frozenset(role.rights) & known
