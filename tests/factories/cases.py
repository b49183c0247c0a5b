# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units, people with roles in them, and cases of the test kind."""

import itertools
from typing import Any

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import Role, User
from nahdran.cases.enums import Channel
from nahdran.cases.kinds import Decision, Targets
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty, open_case
from nahdran.org.models import Membership, Municipality, Unit
from nahdran.org.queries import forget

_numbers = itertools.count(1)
READER = ("cases.read",)
CLERK = ("cases.read", "cases.work")
LEAD = ("cases.read", "cases.work", "cases.confidential", "cases.templates")


def make_town(**fields: Any) -> Municipality:
    town, _ = Municipality.objects.update_or_create(
        id=1,
        defaults={
            "name": "Stadt Lohmar",
            "short_name": "Lohmar",
            "slug": "lohmar",
            "reference_prefix": "LOH",
            **fields,
        },
    )
    forget()
    return town


def make_unit(name: str = "", short_name: str = "BH", **fields: Any) -> Unit:
    return Unit.objects.create(name=name or f"Einheit {next(_numbers)}", short_name=short_name, **fields)


def make_person(*units: Unit, rights: tuple[str, ...] = CLERK, name: str = "Berta Beispiel", **fields: Any) -> User:
    """A member of staff who holds ``rights`` in each of ``units``."""
    number = next(_numbers)
    person = User.objects.create_user(f"person{number}@stadt.example", name=name, kind=Kind.STAFF, **fields)
    role = Role.objects.create(key=f"role-{number}", name=f"Rolle {number}", rights=list(rights))
    for unit in units:
        Membership.objects.create(user=person, unit=unit, role=role)
    return person


def make_citizen(**fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(f"erika{number}@example.org", name="Erika Mustermann", kind=Kind.CITIZEN, **fields)


def make_case(unit: Unit, *, requester: NewParty | None = None, days: tuple[int, int] = (3, 15), **fields: Any) -> Case:
    """A case opened through the front door of the core."""
    values: dict[str, Any] = {
        "kind": "test",
        "title": "Straßenlampe dunkel",
        "text": "Die Lampe vor der Bäckerei ist seit drei Tagen aus.",
        "channel": Channel.WEB,
        "decision": Decision(unit.pk, "Beleuchtung gehört zum Bauhof."),
        "targets": Targets(*days),
        "detail": lambda case: None,
        "words": "Hauptstraße 71 Lohmar",
        "requester": requester or NewParty(name="Erika Mustermann", email="erika.mustermann@example.org"),
        **fields,
    }
    return Case.objects.select_related("access", "unit").get(pk=open_case(**values).case.pk)
