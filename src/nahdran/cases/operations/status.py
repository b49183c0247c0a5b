# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing the status along the table of the kind. Closing needs a reason that the public may read."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import DeadlineKind, LinkKind
from nahdran.cases.models import Case, CaseLink, FollowUp, StatusChange
from nahdran.cases.operations import clocks
from nahdran.cases.operations.errors import ForbiddenChange, MissingReason
from nahdran.cases.operations.locking import locked, moment, tell, touched
from nahdran.cases.signals import status_changed
from nahdran.kit.text import clean

# The task stands in tasks.py, above; it is called by this name.
SEPARATE = "nahdran.cases.separate_joined"


def change_status(
    *,
    case: Case,
    to: str,
    actor: User | None,
    public_text: str = "",
    base: datetime | None = None,
    silent: bool = False,
) -> StatusChange:
    """Move a case to another status; clocks follow, the person is told by mail unless ``silent``.

    Raises ForbiddenChange, MissingReason for a closing step without words, OutdatedView if ``base`` is not the newest state.
    """
    public_text = clean(public_text)
    with transaction.atomic():
        case = locked(case, base)
        change = apply_status(case, to=to, actor=actor, public_text=public_text)
        if not silent:
            mails.status_changed(case, change)
            mails.step_elsewhere(case, change)
    return change


def close_case(*, case: Case, to: str, actor: User, public_reason: str, base: datetime | None = None) -> StatusChange:
    """Settle a case with a reason that the person and, if the case is public, everybody can read."""
    return change_status(case=case, to=to, actor=actor, public_text=public_reason, base=base)


def apply_status(
    case: Case, *, to: str, actor: User | None, public_text: str = "", at: datetime | None = None
) -> StatusChange:
    """The inside of every status change; ``case`` is locked by the caller, who also decides about mails."""
    workflow = case.of_kind.workflow
    start = workflow.status(case.status)
    if not workflow.allows(case.status, to):
        raise ForbiddenChange(case.status, to)
    end = workflow.status(to)
    if end.closes and not public_text:
        raise MissingReason
    now = at or moment(case)
    change = StatusChange.objects.create(
        case=case, at=now, start=start.key, end=end.key, actor=actor, public_text=public_text
    )
    case.status = end.key
    if end.closes:
        clocks.stop(case, now)
        FollowUp.objects.filter(case=case).delete()
        case.closed_at = now
        case.retain_until = timezone.localdate(now + timedelta(days=settings.FORGET_PEOPLE_AFTER_DAYS))
        if end.key == workflow.withdrawn:
            _separate_joined_later(case)
    elif start.closes:
        case.closed_at = case.retain_until = None
        # Open again means that it stands for itself again.
        CaseLink.objects.filter(case=case, kind=LinkKind.MERGED).delete()
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
    return change


def _separate_joined_later(case: Case) -> None:
    """Who takes a concern back speaks for themselves: what others have reported, and was merged into it, goes on. Each is locked alone, later."""
    if CaseLink.objects.filter(other=case, kind=LinkKind.MERGED).exists():
        app.configure_task(SEPARATE).defer(case_id=case.pk)
