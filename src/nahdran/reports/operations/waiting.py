# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that were sent and wait: held, confirmed by their person, asked for once more, and gone by themselves.

Held means: no case, no number, in no list of the desk and on no page for others.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case
from nahdran.cases.operations import Opened
from nahdran.files.operations import keep
from nahdran.kit import clock
from nahdran.reports import mails
from nahdran.reports.enums import WaitsFor
from nahdran.reports.models import DraftPhoto, ReportDraft, WaitingReport
from nahdran.reports.operations.contents import as_data, close_draft, contents_of
from nahdran.reports.operations.drafts import throw_away
from nahdran.reports.operations.errors import NoLongerWaiting
from nahdran.reports.operations.opening import NewReport, open_report
from nahdran.reports.queries.blocking import blocked_signs
from nahdran.reports.queries.intake import intake_settings, overdue_waiting, to_remind

# So often the mail may be sent again at the wish of whoever sits before the page: the mailbox may be a stranger's.
MOST_MAILS = 4


def hold(*, new: NewReport, key: str, channel: str, reason: str) -> WaitingReport:
    """Keep a report that came from elsewhere as a draft that waits."""
    now = clock.now()
    draft = ReportDraft.objects.create(data=as_data(new), created_at=now, changed_at=now)
    DraftPhoto.objects.bulk_create(DraftPhoto(draft=draft, file=file) for file in new.files)
    return hold_draft(draft=draft, new=new, key=key, channel=channel, reason=reason)


def hold_draft(*, draft: ReportDraft, new: NewReport, key: str, channel: str, reason: str) -> WaitingReport:
    """Let a draft wait. Its photos stay as long as it does; the mail that asks goes to the outbox."""
    now = clock.now()
    draft.data = {**draft.data, **as_data(new)}
    draft.changed_at = now
    draft.save(update_fields=["data", "changed_at"])
    asks = reason == WaitsFor.CONFIRMATION
    expires_at = now + timedelta(days=intake_settings().confirm_days) if asks else None
    waiting = WaitingReport.objects.create(
        draft=draft,
        key=key,
        waits_for=reason,
        channel=channel,
        began_at=now,
        expires_at=expires_at,
        mails_sent=int(asks),
    )
    for file in new.files:
        keep(file=file, until=_beyond(expires_at))
    if asks:
        mails.ask_to_confirm(waiting)
    return waiting


def confirm(*, token: UUID) -> Opened | None:
    """The person has shown that the mailbox is theirs: open the case. Confirmed before, it gives the case from then.

    None where it waits for a look first, because the town has blocked sender or words since it was sent. Raises NoLongerWaiting, and
    OutsideTown if the boundary has changed in between.
    """
    with transaction.atomic():
        waiting, draft = _locked(token)
        if draft.case is not None:
            return Opened(draft.case, is_new=False)
        if waiting.settled_at is not None:
            raise NoLongerWaiting
        if waiting.waits_for == WaitsFor.LOOK or _is_blocked_now(waiting, draft):
            return None
        return Opened(_open(waiting, draft), is_new=True)


def accept(*, waiting: WaitingReport, actor: User) -> Opened:
    """A clerk has looked: it is a report. It opens without its marks, and the person hears of it. Also after it was discarded.

    Raises NoLongerWaiting, and OutsideTown if the boundary has changed in between.
    """
    with transaction.atomic():
        fresh, draft = _locked(waiting.token)
        if draft.case is not None:
            return Opened(draft.case, is_new=False)
        draft.data["suspicion"] = ""
        case = _open(fresh, draft)
        record(action="reports.accepted", actor=actor, obj=case)
    return Opened(case, is_new=True)


def discard(*, waiting: WaitingReport, actor: User) -> None:
    """A clerk has looked: it is none. It stays some days, so that a mistake can be mended, and goes then. Raises NoLongerWaiting."""
    with transaction.atomic():
        fresh, draft = _locked(waiting.token)
        if fresh.settled_at is not None:
            raise NoLongerWaiting
        fresh.settled_at = draft.changed_at = clock.now()
        fresh.save(update_fields=["settled_at"])
        draft.save(update_fields=["changed_at"])
        data = {"category": draft.data["category"], "signs": draft.data.get("suspicion", "")}
        record(action="reports.discarded", actor=actor, data=data)


def mail_again(*, token: UUID) -> bool:
    """Send the mail once more because the person did not find it; False if it went out often enough. Raises NoLongerWaiting."""
    with transaction.atomic():
        waiting, _draft = _locked(token)
        if waiting.settled_at is not None or waiting.waits_for != WaitsFor.CONFIRMATION:
            raise NoLongerWaiting
        if waiting.mails_sent >= MOST_MAILS:
            return False
        _mail(waiting)
    return True


def take_back(*, token: UUID) -> ReportDraft:
    """Make a draft of it again, so that the person can change what they sent, for instance a mistyped address.

    The links that went out stop working. Raises NoLongerWaiting.
    """
    with transaction.atomic():
        waiting, draft = _locked(token)
        if waiting.settled_at is not None or waiting.waits_for != WaitsFor.CONFIRMATION:
            raise NoLongerWaiting
        waiting.delete()
        draft.changed_at = clock.now()
        draft.save(update_fields=["changed_at"])
    return draft


def remind_waiting() -> int:
    """One reminder for each report that waits for its click since some days. Returns how many."""
    count = 0
    for waiting in to_remind()[:500]:
        with transaction.atomic():
            fresh, _draft = _locked(waiting.token)
            if fresh.settled_at is None and fresh.reminded_at is None:
                fresh.reminded_at = clock.now()
                _mail(fresh, again=True)
                count += 1
    return count


def expire_waiting() -> int:
    """Throw away what nobody confirmed in time, with its photos. Returns how many."""
    count = 0
    for waiting in overdue_waiting()[:500]:
        with transaction.atomic():
            fresh, draft = _locked(waiting.token)
            if fresh.settled_at is None:
                throw_away(draft)
                began = clock.local(fresh.began_at).date().isoformat()
                record(action="reports.unconfirmed", actor_label="Zeitplan", data={"began": began})
                count += 1
    return count


def _is_blocked_now(waiting: WaitingReport, draft: ReportDraft) -> bool:
    """Ask the list once more: days may lie between sending and confirming. What is blocked by now waits for a clerk, with its photos."""
    found = blocked_signs(draft.data)
    if not found:
        return False
    signs = [*filter(None, str(draft.data.get("suspicion", "")).split(",")), *found]
    draft.data["suspicion"] = ",".join(dict.fromkeys(signs))
    draft.save(update_fields=["data"])
    waiting.waits_for, waiting.expires_at = WaitsFor.LOOK, None
    waiting.save(update_fields=["waits_for", "expires_at"])
    for photo in draft.photos.select_related("file"):
        keep(file=photo.file, until=None)
    return True


def _open(waiting: WaitingReport, draft: ReportDraft) -> Case:
    data = draft.data
    new = contents_of(draft, language=data.get("language", "de"), suspicion=data.get("suspicion", ""))
    case = open_report(new=new, channel=waiting.channel, key=waiting.key).case
    close_draft(draft, case)
    waiting.settled_at = clock.now()
    waiting.save(update_fields=["settled_at"])
    return case


def _mail(waiting: WaitingReport, *, again: bool = False) -> None:
    waiting.mails_sent += 1
    waiting.save(update_fields=["mails_sent", "reminded_at"])
    mails.ask_to_confirm(waiting, again=again)


def _locked(token: UUID) -> tuple[WaitingReport, ReportDraft]:
    """What waits, under the lock of its draft; raises NoLongerWaiting if it went."""
    draft = ReportDraft.objects.select_for_update().filter(waiting__token=token).first()
    waiting = WaitingReport.objects.filter(token=token).first() if draft else None
    if draft is None or waiting is None:
        raise NoLongerWaiting
    waiting.draft = draft
    return waiting, draft


def _beyond(expires_at: datetime | None) -> datetime | None:
    """A safety net some days below the deadline: the files delete themselves even if the row was lost."""
    return expires_at + timedelta(days=7) if expires_at else None
