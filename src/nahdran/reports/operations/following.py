# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hearing what becomes of somebody else's report: asked for, confirmed by mail, told at each public step, ended with one click.

Instead of a second report of the same defect. Called by the form, by pages of citizens, and when the status of a report changes.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.cases.models import Case, StatusChange
from nahdran.cases.queries.merged import joined_ids, joined_with
from nahdran.kit import clock
from nahdran.notices.enums import Stage
from nahdran.notices.operations.following import happened
from nahdran.reports import mails
from nahdran.reports.enums import Release
from nahdran.reports.models import Follower, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.errors import NotPublic
from nahdran.reports.queries.intake import intake_settings
from nahdran.reports.workflow import WORKFLOW

# The name of our reports among what can be followed, see news.py.
SOURCE = "reports"
# The task itself stands in tasks.py, above; it is called by this name.
TELL = "nahdran.reports.tell_followers"
# So often the same mailbox is asked for the same report: it may be a stranger's.
_MOST_MAILS = 3
_PORTION = 200


def join(*, report: Report, email: str, language: str = "de", account: User | None = None) -> Follower:
    """Follow a public report. Asks by mail first, unless the address is that of the account; asked again, it is one follower.

    Raises NotPublic. Nobody can learn by this whether an address follows already.
    """
    if report.release != Release.RELEASED:
        raise NotPublic
    known = account is not None and account.email.lower() == email.lower()
    with transaction.atomic():
        # Locked by its report, so that two requests at once are one follower.
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        now = clock.now()
        follower = Follower.objects.filter(report=report, email__iexact=email).first() or Follower(
            report=report, email=email, began_at=now
        )
        follower.language = language[:2]
        follower.account = account if known else follower.account
        if known and follower.confirmed_at is None:
            follower.confirmed_at = now
        asks = follower.confirmed_at is None and follower.mails_sent < _MOST_MAILS
        follower.mails_sent += int(asks)
        follower.save()
        if asks:
            mails.ask_follower(_with_report(follower.pk))
    return follower


def confirm_following(*, follower: Follower) -> None:
    """The person has shown that the mailbox is theirs. Twice is once."""
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=clock.now())


def leave(*, token: UUID) -> None:
    """No mails any more, and the address is gone. Left already, nothing happens."""
    Follower.objects.filter(token=token).delete()


def leave_with_account(user: User) -> None:
    Follower.objects.filter(account=user).delete()


def announce(case: Case) -> None:
    """Have those told of the newest step who follow this report or the place around it, in the transaction that takes the step."""
    change = StatusChange.objects.filter(case=case).order_by("-at", "-id").first()
    # Other changes of a case are no step, such as handing it over.
    if change is None or change.at != case.changed_at or not _is_news(change):
        return
    here = Q(report_id=case.pk) | Q(report_id__in=joined_with(case.pk))
    if Follower.objects.filter(here, confirmed_at__isnull=False).exists():
        app.configure_task(TELL).defer(change_id=change.pk)
    if _is_public(case.pk):
        stage = Stage.CLOSED if WORKFLOW.status(change.end).closes else Stage.STEP
        happened(source=SOURCE, key=f"step:{change.pk}", subject=case.pk, stage=stage)
        events.stepped(case, change)
    else:
        events.part_stepped(case, change)


def tell_it_is_public(case_id: int) -> None:
    """Everybody may see it from now on, whenever it was reported. Shown again later it is no news."""
    happened(source=SOURCE, key=f"new:{case_id}", subject=case_id, stage=Stage.NEW, keep=True)


def tell_followers(*, change_id: int) -> int:
    """A mail to each confirmed follower of a report that is still public, and of those merged into it. Called twice, each is told once.

    Who follows several of them is told once too. Returns how many were told.
    """
    change = StatusChange.objects.filter(pk=change_id).first()
    if change is None or not _is_news(change) or not _is_public(change.case_id):
        return 0
    told: set[str] = set()
    for report_id in (change.case_id, *joined_ids(change.case_id)):
        last = 0
        while portion := _portion(report_id, last):
            with transaction.atomic():
                for follower in portion:
                    if follower.email.lower() not in told:
                        _tell(follower, change)
                        told.add(follower.email.lower())
            last = portion[-1].pk
    return len(told)


def expire_followers() -> int:
    """Addresses that nobody confirmed in time are deleted. Returns how many."""
    before = clock.now() - timedelta(days=intake_settings().confirm_days)
    return Follower.objects.filter(confirmed_at=None, began_at__lt=before).delete()[0]


def forget_followers(case: Case) -> None:
    """With the people of a case go those who followed it."""
    Follower.objects.filter(report_id=case.pk).delete()


def _with_report(pk: int) -> Follower:
    return Follower.objects.select_related("report__case", "report__category").get(pk=pk)


def _portion(report_id: int, after: int) -> list[Follower]:
    rows = Follower.objects.filter(report_id=report_id, confirmed_at__isnull=False, pk__gt=after)
    return list(rows.select_related("report__case", "report__category").order_by("pk")[:_PORTION])


def _is_public(case_id: int) -> bool:
    return Report.objects.filter(pk=case_id, release=Release.RELEASED).exists()


def _is_news(change: StatusChange) -> bool:
    """Not if the public would read the same words as before."""
    if change.public_text or not change.start:
        return bool(change.public_text)
    return WORKFLOW.status(change.start).public_label != WORKFLOW.status(change.end).public_label


def _tell(follower: Follower, change: StatusChange) -> None:
    status = WORKFLOW.status(change.end)
    mails.tell_follower(
        follower, change_id=change.pk, status=status.public_label, text=change.public_text, closed=status.closes
    )
