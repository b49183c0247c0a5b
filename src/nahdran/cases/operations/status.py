# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing the status along the table of the kind. Closing needs a reason that the public may read."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import DeadlineKind, LinkKind, Outcome
from nahdran.cases.models import Case, CaseLink, FollowUp, StatusChange
from nahdran.cases.operations import clocks, revisits
from nahdran.cases.operations.errors import ForbiddenChange, MissingReason, OpenParts
from nahdran.cases.operations.locking import locked, moment, tell, touched
from nahdran.cases.queries.parts import has_open_parts
from nahdran.cases.signals import status_changed
from nahdran.kit.text import clean

# The tasks stand in tasks.py, above; they are called by these names.
SEPARATE = "nahdran.cases.separate_joined"
TELL_PARTS = "nahdran.cases.tell_parts"
# Steps of parts within so many seconds are told together.
TOGETHER = 300


def change_status(
    *,
    case: Case,
    to: str,
    actor: User | None,
    public_text: str = "",
    base: datetime | None = None,
    silent: bool = False,
    anyway: bool = False,
) -> StatusChange:
    """Move a case to another status; clocks follow, the person is told by mail unless ``silent``. ``anyway`` closes it though parts are open.

    Raises ForbiddenChange, OpenParts, MissingReason for a closing step without words, OutdatedView if ``base`` is not the newest state.
    """
    public_text = clean(public_text)
    with transaction.atomic():
        case = locked(case, base)
        change = apply_status(case, to=to, actor=actor, public_text=public_text, anyway=anyway)
        if not silent:
            mails.status_changed(case, change)
            mails.step_elsewhere(case, change)
    return change


def close_case(
    *, case: Case, to: str, actor: User, public_reason: str, base: datetime | None = None, anyway: bool = False
) -> StatusChange:
    """Settle a case with a reason that the person and, if the case is public, everybody can read."""
    return change_status(case=case, to=to, actor=actor, public_text=public_reason, base=base, anyway=anyway)


def apply_status(
    case: Case,
    *,
    to: str,
    actor: User | None,
    public_text: str = "",
    at: datetime | None = None,
    anyway: bool = False,
) -> StatusChange:
    """The inside of every status change; ``case`` is locked by the caller, who also decides about mails."""
    workflow = case.of_kind.workflow
    start = workflow.status(case.status)
    if not workflow.allows(case.status, to):
        raise ForbiddenChange(case.status, to)
    end = workflow.status(to)
    if end.closes and not public_text:
        raise MissingReason
    if end.closes and not anyway and end.key != workflow.withdrawn and has_open_parts(case):
        raise OpenParts(case.status, to)
    now = at or moment(case)
    change = StatusChange.objects.create(
        case=case, at=now, start=start.key, end=end.key, actor=actor, public_text=public_text
    )
    case.status = end.key
    if end.closes:
        clocks.stop(case, now)
        FollowUp.objects.filter(case=case).delete()
        revisits.set_hints_aside(case, now)
        case.closed_at = now
        case.retain_until = timezone.localdate(now + timedelta(days=settings.FORGET_PEOPLE_AFTER_DAYS))
        if end.key == workflow.withdrawn:
            _let_others_go_later(case)
    elif start.closes:
        case.closed_at = case.retain_until = None
        # Open again means that it stands for itself again.
        CaseLink.objects.filter(case=case, kind=LinkKind.MERGED).delete()
        revisits.settle(case, Outcome.REOPENED, actor=actor, at=now)
        clocks.start(case, case.of_kind.targets(case), now)
    elif end.pauses:
        clocks.pause(case, now, str(end.label))
    elif start.pauses:
        clocks.resume(case, now)
    if actor is not None and not end.closes:
        clocks.meet(case, DeadlineKind.FIRST_ANSWER, now)
    touched(case, now, ("status", "closed_at", "retain_until", "due_at"))
    case.of_kind.changed(case)
    record(action="cases.status", actor=actor, obj=case, data={"from": start.key, "to": end.key})
    tell(status_changed, case, start=start.key, end=end.key)
    _tell_whole_later(case)
    return change


def _let_others_go_later(case: Case) -> None:
    """Who takes a concern back speaks for themselves: what others have reported and was merged into it goes on, its own parts do not."""
    if CaseLink.objects.filter(other=case, kind__in=[LinkKind.MERGED, LinkKind.SPLIT]).exists():
        app.configure_task(SEPARATE).defer(case_id=case.pk)


def _tell_whole_later(case: Case) -> None:
    """A step of a part is news of the whole. A little later, so that several steps are one mail."""
    whole = CaseLink.objects.filter(case=case, kind=LinkKind.SPLIT).values_list("other_id", flat=True).first()
    if whole is None:
        return
    job = app.configure_task(TELL_PARTS, queueing_lock=f"{TELL_PARTS}:{whole}", schedule_in={"seconds": TOGETHER})
    # Waits one already, it will tell of this step too.
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(case_id=whole)
