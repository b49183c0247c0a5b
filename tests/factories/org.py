# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Towns, units and memberships for tests."""

from itertools import count

from nahdran.accounts.models import Role, User
from nahdran.org.models import Membership, Municipality, Unit

_numbers = count(1)


def make_town(**fields) -> Municipality:
    values = {
        "name": "Stadt Lohmar",
        "short_name": "Lohmar",
        "slug": "lohmar",
        "reference_prefix": "LOH",
        "land": "NW",
        **fields,
    }
    return Municipality.objects.update_or_create(id=1, defaults=values)[0]


def make_unit(name: str = "", **fields) -> Unit:
    number = next(_numbers)
    return Unit.objects.create(
        name=name or f"Einheit {number}", short_name=fields.pop("short_name", f"E{number % 100}"), **fields
    )


def make_member(user: User, unit: Unit, *rights: str) -> Membership:
    """A membership with exactly these rights, by a role of its own."""
    role = Role.objects.create(key=f"role-{next(_numbers)}", name=f"Rolle {next(_numbers)}", rights=list(rights))
    return Membership.objects.create(user=user, unit=unit, role=role)
