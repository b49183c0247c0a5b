# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on a case: a person of the unit, or another unit with a reason."""

from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Assignment, Case
from nahdran.cases.operations.errors import MissingReason
from nahdran.cases.operations.locking import locked, moment, tell, touched
from nahdran.cases.signals import case_handed_over
from nahdran.kit.text import clean
from nahdran.org.models import Unit


def assign(*, case: Case, assignee: User | None, actor: User, base: datetime | None = None) -> Assignment | None:
    """Give the case to a person of its unit, or to nobody. Nothing happens if it is theirs already."""
    with transaction.atomic():
        case = locked(case, base)
        if case.assignee_id == (assignee.pk if assignee else None):
            return None
        case.assignee = assignee
        entry = _note(case, unit_before=case.unit_id, actor=actor, reason="")
        touched(case, entry.at, ("assignee",))
        record(action="cases.assigned", actor=actor, obj=case, data={"assignee": assignee.pk if assignee else None})
    return entry


def hand_over(*, case: Case, unit: Unit, actor: User, reason: str, base: datetime | None = None) -> Assignment:
    """Hand the case to another unit, with a reason that the colleagues there read first. The deadlines go on."""
    reason = clean(reason)
    if not reason:
        raise MissingReason
    with transaction.atomic():
        case = locked(case, base)
        before = case.unit_id
        case.unit, case.assignee = unit, None
        entry = _note(case, unit_before=before, actor=actor, reason=reason)
        touched(case, entry.at, ("unit", "assignee"))
        case.of_kind.changed(case)
        record(action="cases.handed_over", actor=actor, obj=case, data={"from": before, "to": unit.pk})
        tell(case_handed_over, case, unit_id=unit.pk)
    return entry


def _note(case: Case, *, unit_before: int | None, actor: User, reason: str) -> Assignment:
    return Assignment.objects.create(
        case=case,
        at=moment(case),
        unit_before_id=unit_before,
        unit_id=case.unit_id,
        assignee=case.assignee,
        actor=actor,
        reason=reason,
    )
