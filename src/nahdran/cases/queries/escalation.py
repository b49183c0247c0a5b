# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is told when a deadline runs out, and which cases carry a mark."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from nahdran.accounts.models import Role, RoleGrant
from nahdran.accounts.rights import rights_of_role
from nahdran.cases.enums import Told
from nahdran.cases.marks import FAR, FULL, HALF, PERCENTS
from nahdran.cases.models import Case, Deadline, EscalationStep
from nahdran.org.models import Membership, Unit

_LEAD = "lead"
_BROUGHT = {HALF: Told.WORKER, FULL: Told.LEAD, FAR: Told.ABOVE}


def steps() -> list[EscalationStep]:
    """What the town has set up, else what we bring along. One query."""
    own = {step.percent: step for step in EscalationStep.objects.select_related("role")}
    return [own.get(percent) or EscalationStep(percent=percent, tells=_BROUGHT[percent]) for percent in PERCENTS]


def marked(percent: int) -> Q:
    """Cases with a promise of which at least so much is over."""
    over = Deadline.objects.filter(met_at=None, reached__gte=percent, reached__gt=0)
    return Q(pk__in=over.values("case"))


def with_marks(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Each with ``reached``: the most that is over of any of its promises; nothing if all is early or met."""
    over = Deadline.objects.filter(case=OuterRef("pk"), met_at=None, reached__gt=0).order_by("-reached")
    return cases.annotate(reached=Subquery(over.values("reached")[:1]))


class Listeners:
    """Who is told of a case at a step. Units, people and roles are read once for a whole run."""

    def __init__(self) -> None:
        self._parents = dict(Unit.objects.values_list("pk", "parent_id"))
        self._members: dict[int, list[Membership]] = {}
        for row in Membership.objects.filter(user__is_active=True).select_related("role"):
            self._members.setdefault(row.unit_id, []).append(row)
        self._grants = list(RoleGrant.objects.filter(user__is_active=True).values_list("role_id", "user_id"))

    def of(self, case: Any, step: EscalationStep) -> set[int]:
        """Numbers of people. Never nobody where the unit has anybody at all: who is missing is stood in for by those below."""
        if step.tells == Told.WORKER:
            return self._workers(case)
        if step.tells == Told.LEAD:
            return self._leads(case.unit_id) or self._workers(case)
        if step.tells == Told.ABOVE:
            above = self._parents.get(case.unit_id)
            return (self._leads(above) if above else set()) or self._leads(case.unit_id) or self._workers(case)
        return self._holders(case, step.role) or self._leads(case.unit_id) or self._workers(case)

    def _workers(self, case: Any) -> set[int]:
        team = {row.user_id for row in self._members.get(case.unit_id, ()) if "cases.work" in rights_of_role(row.role)}
        return {case.assignee_id} if case.assignee_id in team else team

    def _leads(self, unit_id: int | None) -> set[int]:
        """The leads of the unit, else of the next above that has one."""
        for unit in self._upwards(unit_id):
            if found := {row.user_id for row in self._members.get(unit, ()) if row.role.key == _LEAD}:
                return found
        return set()

    def _holders(self, case: Any, role: Role | None) -> set[int]:
        if role is None:
            return set()
        whole_town = {user for held, user in self._grants if held == role.pk}
        rows = [row for unit in self._upwards(case.unit_id) for row in self._members.get(unit, ())]
        return whole_town | {row.user_id for row in rows if row.role_id == role.pk}

    def _upwards(self, unit_id: int | None) -> list[int]:
        found: list[int] = []
        while unit_id is not None and unit_id not in found:
            found.append(unit_id)
            unit_id = self._parents.get(unit_id)
        return found
