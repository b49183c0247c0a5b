# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clocks of deadlines: they run in working days and stand still while the town waits for the citizen.

At a pause the working days that are left are kept; when the clock runs again, the new due day lies that many working days ahead.
"""

from collections.abc import Mapping
from datetime import datetime

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.kinds import Targets
from nahdran.cases.marks import next_mark
from nahdran.cases.models import Case, ClockSegment, Deadline
from nahdran.org.queries import calendar


def promised(targets: Targets, now: datetime) -> dict[DeadlineKind, datetime]:
    """When the promises that begin now are due."""
    return {kind: calendar().due_at(now, days) for kind, days in _days(targets).items()}


def begin(case: Case, targets: Targets, promises: Mapping[DeadlineKind, datetime], now: datetime) -> None:
    """The clock of a new case: nothing can be there yet, so nothing is asked. ``case.due_at`` is set already."""
    Deadline.objects.bulk_create(_deadlines(case, targets, promises, now))
    ClockSegment.objects.create(case=case, running=True, since=now, reason="")


def _days(targets: Targets) -> dict[DeadlineKind, int]:
    return {DeadlineKind.FIRST_ANSWER: targets.first_answer_days, DeadlineKind.SETTLE: targets.settle_days}


def _deadlines(
    case: Case, targets: Targets, promises: Mapping[DeadlineKind, datetime], now: datetime
) -> list[Deadline]:
    return [
        Deadline(
            case=case,
            kind=kind,
            days=days,
            started_at=now,
            due_at=promises[kind],
            met_at=None,
            reached=0,
            mark_at=next_mark(calendar(), days, promises[kind], 0),
        )
        for kind, days in _days(targets).items()
    ]


def start(case: Case, targets: Targets, now: datetime) -> None:
    """Open the clock of a reopened case anew. Sets ``case.due_at``; the caller saves it."""
    Deadline.objects.bulk_create(
        _deadlines(case, targets, promised(targets, now), now),
        update_conflicts=True,
        unique_fields=["case", "kind"],
        update_fields=["days", "started_at", "due_at", "met_at", "reached", "mark_at"],
    )
    _switch(case, running=True, now=now, reason="")
    refresh(case)


def pause(case: Case, now: datetime, reason: str) -> None:
    Deadline.objects.filter(case=case, met_at=None).update(mark_at=None)
    _switch(case, running=False, now=now, reason=reason)


def resume(case: Case, now: datetime) -> None:
    """Let the clock run again and move what was not met by the time it stood still."""
    segment = ClockSegment.objects.filter(case=case, until=None, running=False).first()
    if segment is None:
        return
    days = calendar()
    for deadline in Deadline.objects.filter(case=case, met_at=None):
        left = max(
            days.working_days_between(
                segment.since.astimezone(days.zone).date(), deadline.due_at.astimezone(days.zone).date()
            ),
            0,
        )
        if deadline.due_at > segment.since:
            due_at = days.due_at(now, left)
            if due_at <= now:  # the answer came after hours on what would be the last day
                due_at = days.due_at(now, 1)
            deadline.due_at = max(due_at, deadline.due_at)
        deadline.mark_at = next_mark(days, deadline.days, deadline.due_at, deadline.reached)
        deadline.save(update_fields=["due_at", "mark_at"])
    _switch(case, running=True, now=now, reason="")
    refresh(case)


def retarget(case: Case, targets: Targets) -> None:
    """Other promises for an open case, counted from the same start; time that stood still stays added. The caller saves ``due_at``."""
    days = calendar()
    wanted = _days(targets)
    for deadline in Deadline.objects.filter(case=case, met_at=None):
        before = days.due_at(deadline.started_at, deadline.days)
        stood_still = days.working_days_between(
            before.astimezone(days.zone).date(), deadline.due_at.astimezone(days.zone).date()
        )
        deadline.days = wanted[DeadlineKind(deadline.kind)]
        deadline.due_at = days.due_at(deadline.started_at, deadline.days + max(stood_still, 0))
        if not case.state.pauses:
            deadline.mark_at = next_mark(days, deadline.days, deadline.due_at, deadline.reached)
        deadline.save(update_fields=["days", "due_at", "mark_at"])
    refresh(case)


def meet(case: Case, kind: str, now: datetime) -> None:
    """Note that a promise was kept (or at least answered to) at ``now``."""
    Deadline.objects.filter(case=case, kind=kind, met_at=None).update(met_at=now, mark_at=None)
    refresh(case)


def stop(case: Case, now: datetime) -> None:
    """The case is settled: every promise counts as met now, the clock ends."""
    Deadline.objects.filter(case=case, met_at=None).update(met_at=now, mark_at=None)
    ClockSegment.objects.filter(case=case, until=None).update(until=now)


def refresh(case: Case) -> None:
    """Set ``case.due_at`` to the next promise that is not yet met."""
    upcoming = (
        Deadline.objects.filter(case=case, met_at=None).order_by("due_at").values_list("due_at", flat=True).first()
    )
    if upcoming is not None:
        case.due_at = upcoming


def _switch(case: Case, *, running: bool, now: datetime, reason: str) -> None:
    current = ClockSegment.objects.filter(case=case, until=None).first()
    if current is not None:
        if current.running is running:
            return
        current.until = now
        current.save(update_fields=["until"])
    ClockSegment.objects.create(case=case, running=running, since=now, reason=reason)
