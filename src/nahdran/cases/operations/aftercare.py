# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After a closing: what the person answers, whether the town looks again, and what the town has settled about all that.

Called by the person's pages, the desk and the worker. Nothing here opens a case by itself: that is decided at the desk.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Direction, Outcome, RevisitSort
from nahdran.cases.models import AftercareSettings, Case, ClosingAnswer, Message, Revisit, StatusChange
from nahdran.cases.operations import revisits
from nahdran.cases.operations.errors import MissingReason, NothingToDecide, UnableToAskAgain
from nahdran.cases.operations.locking import locked, moment, newest, tell, touched
from nahdran.cases.operations.status import apply_status
from nahdran.cases.operations.thread import receive_message, sent_before
from nahdran.cases.queries.aftercare import aftercare_settings, may_ask_again
from nahdran.cases.queries.merged import is_merged
from nahdran.cases.signals import message_posted
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.kit.text import clean


def answer_closing(*, case: Case, change_id: int, who: int, is_settled: bool) -> ClosingAnswer | None:
    """Note whether this person finds the case settled. Twice is once, another answer takes the place of the first.

    None if the case was opened again or closed anew meanwhile: the question was about something else then.
    """
    with transaction.atomic():
        case = locked(case)
        change = revisits.closing_of(case)
        if change is None or change.pk != change_id:
            return None
        found, is_new = ClosingAnswer.objects.get_or_create(
            change=change, who=who, defaults={"case": case, "is_settled": is_settled, "answered_at": clock.now()}
        )
        if not is_new and found.is_settled != is_settled:
            found.is_settled, found.answered_at = is_settled, clock.now()
            found.save(update_fields=["is_settled", "answered_at"])
            is_new = True
        if is_new:
            record(action="cases.settled_answered", actor=None, obj=case)
    return found


def rate(*, answer: ClosingAnswer, score: int, good: Iterable[str], bad: Iterable[str], comment: str) -> None:
    """How content the person is. The comment stays in the house, and goes with the people of the case."""
    with transaction.atomic():
        locked(answer.case)
        ClosingAnswer.objects.filter(pk=answer.pk).update(
            score=score, good=sorted(set(good)), bad=sorted(set(bad)), comment=clean(comment)
        )


def ask_again(
    *,
    case: Case,
    reason: str,
    text: str,
    who: int = 0,
    account: User | None = None,
    label: str = "",
    files: Sequence[StoredFile] = (),
    key: str = "",
) -> Revisit:
    """Ask the town to look again, once for each closing. The words join the thread, the desk gets a matter with a deadline.

    The same ``key`` again gives what came of the first, also when that is decided; another window with other words is refused. Raises MissingReason and UnableToAskAgain with a code: "open", "late", "asked" or
    "never"; nothing is written then.
    """
    with transaction.atomic():
        case = locked(case)
        change = _closing_to_ask_about(case, text)
        earlier = Revisit.objects.filter(change=change, sort=RevisitSort.REQUEST).first()
        if earlier is not None:
            if sent_before(case, key):
                return earlier
            raise UnableToAskAgain("asked")
        receive_message(case=case, text=text, account=account, label=label, files=files, key=key)
        case.refresh_from_db()
        revisit = revisits.open_revisit(case)
        if revisit is None:  # cannot be: the message has just made one
            raise UnableToAskAgain("open")
        revisit.sort, revisit.reason = RevisitSort.REQUEST, reason
        revisit.message = Message.objects.filter(case=case, direction=Direction.IN).order_by("-at", "-id").first()
        revisit.save(update_fields=["sort", "reason", "message"])
        if case.status in case.of_kind.workflow.confirms:
            answer_closing(case=case, change_id=change.pk, who=who, is_settled=False)
        record(action="cases.asked_again", actor=account, obj=case, data={"reason": reason})
    return revisit


def _closing_to_ask_about(case: Case, text: str) -> StatusChange:
    change = revisits.closing_of(case)
    if change is None:
        raise UnableToAskAgain("open")
    if not may_ask_again(case) or is_merged(case):
        raise UnableToAskAgain("never")
    if (clock.now() - change.at).days >= aftercare_settings().reopen_days:
        raise UnableToAskAgain("late")
    if not clean(text):
        raise MissingReason
    return change


def open_again(*, case: Case, actor: User, base: datetime | None = None, public_text: str = "") -> StatusChange:
    """The town looks again: back to work, with new promises; the person is told. Raises NothingToDecide, OutdatedView."""
    with transaction.atomic():
        case = _with_open_matter(case, base)
        change = apply_status(case, to=case.of_kind.workflow.working, actor=actor, public_text=clean(public_text))
        mails.status_changed(case, change)
    return change


def keep_closed(*, case: Case, actor: User, public_reason: str, base: datetime | None = None) -> Message:
    """The town has looked and it stays as it is. The person reads why, in the thread and by mail.

    Raises NothingToDecide, OutdatedView and MissingReason.
    """
    text = clean(public_reason)
    with transaction.atomic():
        case = _with_open_matter(case, base)
        if not text:
            raise MissingReason
        at = moment(case)
        message = Message.objects.create(
            case=case, at=at, direction=Direction.OUT, author=actor, author_label=case.unit.name, text=text
        )
        revisits.settle(case, Outcome.REFUSED, actor=actor, at=at)
        touched(case, at)
        record(action="cases.asked_again_refused", actor=actor, obj=case, data={"message": message.pk})
        mails.stays_closed(case, message)
        tell(message_posted, case, message_id=message.pk)
    return message


def note_matter(*, case: Case, actor: User, base: datetime | None = None) -> None:
    """A message that needs no answer, such as "Danke". A request needs a decision, so it is none of these. Raises NothingToDecide, OutdatedView."""
    with transaction.atomic():
        case = _with_open_matter(case, base)
        at = moment(case)
        if not revisits.settle(case, Outcome.NOTED, actor=actor, at=at, sort=RevisitSort.MESSAGE):
            raise NothingToDecide
        touched(case, at)
        record(action="cases.asked_again_noted", actor=actor, obj=case)


def _with_open_matter(case: Case, base: datetime | None) -> Case:
    """Whoever comes second learns that it is decided, not only that something has changed."""
    case = locked(case)
    if case.is_open or revisits.open_revisit(case) is None:
        raise NothingToDecide
    newest(case, base)
    return case


def save_aftercare(*, settings: AftercareSettings, changed: list[str], actor: User | None) -> None:
    """Keep the one row; ``changed`` names the fields for the log."""
    with transaction.atomic():
        settings.pk = 1
        settings.save()
        record(action="cases.aftercare", actor=actor, data={"fields": sorted(changed)})


def ask_later(cases: Iterable[Case]) -> int:
    """The question after a closing in a mail of its own, where the town asks later. Each closing is asked about once."""
    count = 0
    for case in cases:
        with transaction.atomic():
            change: Any = revisits.closing_of(case)
            if change is not None:
                mails.asked_whether_settled(case, change)
                count += 1
    return count
