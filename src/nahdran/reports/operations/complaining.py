# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody says that something should not be public, and the town decides. A complaint may hide a report until then, never for good.

Called by the public page, by the desk and by the scheduler.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case
from nahdran.kit import clock
from nahdran.kit.text import clean
from nahdran.notices.operations.following import withdraw_news
from nahdran.reports import mails
from nahdran.reports.enums import SHOWN, ComplaintOutcome, Publish, Release
from nahdran.reports.models import Complaint, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.errors import MissingAnswer, NothingToDecide, NotPublic
from nahdran.reports.operations.following import SOURCE
from nahdran.reports.operations.release import hide, locked_report
from nahdran.reports.operations.settling import settle
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.queries.complaints import would_hide

LONGEST_COMPLAINT = 2000
# What is left of a complaint after its decision lives so long.
_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """``origin`` stands for where it came from (``queries.complaints.origin_of``)."""

    key: UUID
    reason: str
    text: str = ""
    email: str = ""
    language: str = "de"
    origin: str = ""


def complain(*, report: Report, new: NewComplaint, may_hide: bool = False) -> Complaint:
    """Take a complaint in. The same key again gives the first one. Raises NotPublic.

    ``may_hide``: the limits of the place it came from allow it to hide something. Whether it does is decided here, behind the lock, by the
    settings of the town. Side effects: the receipt by mail where there is an address.
    """
    with transaction.atomic():
        fresh = locked_report(report)
        if earlier := Complaint.objects.filter(key=new.key, report=fresh).first():
            return earlier
        if fresh.release != Release.RELEASED:
            raise NotPublic
        hides = may_hide and would_hide(fresh, new.reason, new.origin)
        complaint = Complaint.objects.create(
            report=fresh,
            key=new.key,
            reason=new.reason,
            text=clean(new.text)[:LONGEST_COMPLAINT],
            email=new.email,
            language=new.language[:2],
            origin=new.origin,
            at=clock.now(),
            hid=hides,
        )
        record(action="reports.complained", actor_label="Gast", obj=fresh.case, data={"reason": new.reason})
        if hides:
            _pause(fresh)
        if complaint.email:
            mails.confirm_complaint(complaint)
    return complaint


def keep_public(*, report: Report, answer: str, up_to: int, actor: User) -> Report:
    """A clerk has looked: it stays public, or becomes so again exactly as it was. ``up_to`` is the last complaint that they have seen.

    Raises MissingAnswer and NothingToDecide.
    """
    with transaction.atomic():
        fresh = _decide(report, ComplaintOutcome.KEPT, answer=answer, up_to=up_to, actor=actor)
        if fresh.release == Release.PAUSED and fresh.category.publish != Publish.NEVER:
            fresh.release = Release.RELEASED
            fresh.save(update_fields=["release"])
            index_public_words(fresh)
            events.released(fresh)
            record(action="reports.shown_again", actor=actor, obj=fresh.case)
    return fresh


def hide_for_good(*, report: Report, answer: str, up_to: int, actor: User) -> Report:
    """A clerk has looked: the public does not see it any more. Raises MissingAnswer and NothingToDecide."""
    with transaction.atomic():
        fresh = _decide(report, ComplaintOutcome.HIDDEN, answer=answer, up_to=up_to, actor=actor)
        if fresh.release in SHOWN:
            hide(fresh, actor=actor)
            record(action="reports.withdrawn", actor=actor, obj=fresh.case)
    return fresh


def forget_complaints(case: Case) -> None:
    """With the people of a case go the words of those who have complained about it."""
    Complaint.objects.filter(report_id=case.pk).update(text="", email="", origin="", answer="")


def expire_complaints() -> int:
    """Empty what was decided some weeks ago. Returns how many."""
    rows = Complaint.objects.filter(decided_at__lt=clock.now() - _KEPT_FOR).exclude(origin="")
    return rows.update(text="", email="", origin="", answer="")


def _decide(report: Report, outcome: ComplaintOutcome, *, answer: str, up_to: int, actor: User) -> Report:
    words = clean(answer)[:LONGEST_COMPLAINT]
    if not words:
        raise MissingAnswer
    fresh = locked_report(report)
    if not settle(fresh, outcome, actor=actor, answer=words, up_to=up_to):
        raise NothingToDecide
    return fresh


def _pause(report: Report) -> None:
    """Nobody outside sees it from now on; text and photos that were public are remembered. No rule shows it again."""
    report.release, report.publish_at = Release.PAUSED, None
    report.save(update_fields=["release", "publish_at"])
    index_public_words(report)
    withdraw_news(source=SOURCE, subject=report.pk)
    events.withdrawn(report)
    record(action="reports.paused", actor_label="Regel", obj=report.case)
