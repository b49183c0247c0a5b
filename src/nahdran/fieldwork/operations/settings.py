# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Firms and crews, as the administrator keeps them. They are taken out of use, never deleted: orders point to them."""

from collections.abc import Iterable

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.fieldwork.models import Contractor, Crew, CrewMember


@transaction.atomic
def save_contractor(*, contractor: Contractor, actor: User) -> Contractor:
    contractor.save()
    record(action="fieldwork.contractor", actor=actor, data={"recipient": contractor.name})
    return contractor


@transaction.atomic
def save_crew(*, crew: Crew, members: Iterable[User], actor: User | None) -> Crew:
    """With exactly these members."""
    crew.save()
    people = list(members)
    CrewMember.objects.filter(crew=crew).exclude(user__in=people).delete()
    CrewMember.objects.bulk_create([CrewMember(crew=crew, user=person) for person in people], ignore_conflicts=True)
    record(action="fieldwork.crew", actor=actor, data={"recipient": crew.name})
    return crew
