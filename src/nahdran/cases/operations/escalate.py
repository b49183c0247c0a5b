# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deadlines that run out. A run notes each step once and puts a line into the summary of those who should know; once a working day each of them
gets one mail with all their lines.

One mail a day and not one for each case: who leads forty cases would soon read none of forty mails.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import Role, User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Told
from nahdran.cases.marks import PERCENTS, next_mark
from nahdran.cases.models import Case, Deadline, Escalation, EscalationNotice, EscalationStep
from nahdran.cases.queries.escalation import Listeners, steps
from nahdran.cases.rules import may_read
from nahdran.kit import clock
from nahdran.org.queries import calendar

_PORTION = 500


def escalate() -> int:
    """Note every step that is due. One indexed query finds them; each is its own transaction, so two workers and a clerk who closes the case
    at the same moment come one after the other. Returns how many."""
    now, ways, listeners = clock.now(), {step.percent: step for step in steps()}, Listeners()
    done = 0
    found = Deadline.objects.filter(mark_at__lte=now).order_by("mark_at", "id").values_list("pk", "case_id")
    while due := list(found[:_PORTION]):
        noted = sum(_note(pk, case_id, now, ways, listeners) for pk, case_id in due)
        done += noted
        if not noted:  # another worker has them in hand
            break
    return done


def _note(deadline_id: int, case_id: int, now: datetime, ways: dict[int, EscalationStep], listeners: Listeners) -> bool:
    """The next step of one deadline, if it is still due under the lock of its case."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        deadline = Deadline.objects.get(pk=deadline_id)
        if deadline.mark_at is None or deadline.mark_at > now:
            return False
        percent = next((each for each in PERCENTS if each > deadline.reached), None)
        if percent is None or case.closed_at is not None or deadline.met_at is not None:
            Deadline.objects.filter(pk=deadline.pk).update(mark_at=None)
            return False
        deadline.reached = percent
        deadline.mark_at = next_mark(calendar(), deadline.days, deadline.due_at, percent)
        deadline.save(update_fields=["reached", "mark_at"])
        _tell(case, deadline, now, ways[percent], listeners)
    return True


def _tell(case: Case, deadline: Deadline, now: datetime, step: EscalationStep, listeners: Listeners) -> None:
    people = listeners.of(case, step) if step.is_active else set()
    entry = Escalation.objects.create(
        case=case,
        kind=deadline.kind,
        percent=step.percent,
        started_at=deadline.started_at,
        at=now,
        told=step.tells if people else "",
        people=len(people),
    )
    EscalationNotice.objects.bulk_create([EscalationNotice(escalation=entry, user_id=pk) for pk in sorted(people)])
    data = {"percent": step.percent, "deadline": deadline.kind, "people": len(people)}
    record(action="cases.escalated", actor=None, actor_label="Zeitplan", obj=case, data=data)


def send_summaries() -> int:
    """One mail to each person for whom something waits. Returns how many left; a second call finds nothing to do."""
    waiting = EscalationNotice.objects.filter(told_at=None).order_by("user").values_list("user", flat=True).distinct()
    return sum(_summary(pk) for pk in waiting)


def _summary(user_id: int) -> bool:
    with transaction.atomic():
        rows = list(
            EscalationNotice.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(user=user_id, told_at=None)
            .select_related("escalation__case__unit")
            .order_by("id")
        )
        if not rows:
            return False
        user = User.objects.get(pk=user_id)
        # Where the clock stands still the line waits until it runs again.
        ready = [row for row in rows if not row.escalation.case.state.pauses]
        lines = _lines(ready, user) if user.is_active and user.email else []
        if lines:
            mails.summary(user, lines, key=ready[-1].pk)
        EscalationNotice.objects.filter(pk__in=[row.pk for row in ready]).update(told_at=clock.now())
    return bool(lines)


def _lines(rows: Iterable[EscalationNotice], user: User) -> list[tuple[Escalation, Deadline]]:
    """What still holds this morning and what they may read: of each promise the furthest step, the furthest first."""
    newest = {(row.escalation.case_id, row.escalation.kind): row.escalation for row in rows}
    cases = {case for case, _kind in newest}
    running = Deadline.objects.filter(case__in=cases, met_at=None, case__closed_at=None)
    known = {(row.case_id, row.kind): row for row in running}
    pairs = [
        (entry, known[key])
        for key, entry in newest.items()
        if key in known and known[key].started_at == entry.started_at and may_read(user, entry.case)
    ]
    return sorted(pairs, key=lambda pair: (-pair[0].percent, pair[1].due_at))


def save_steps(*, rows: Sequence[tuple[int, bool, str, Role | None]], actor: User | None) -> None:
    """What happens at each percent: in use, who is told, and their role where it needs one."""
    with transaction.atomic():
        for percent, is_active, tells, role in rows:
            values = {"is_active": is_active, "tells": tells, "role": role if tells == Told.ROLE else None}
            EscalationStep.objects.update_or_create(percent=percent, defaults=values)
            record(
                action="cases.escalation_step",
                actor=actor,
                data={"percent": percent, "active": is_active, "told": tells},
            )
