# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thread: answers, questions that stop the clock, notes, and what the person writes back.

Each verb takes a ``key``: the same form sent twice, even at the same moment, is one message.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Channel, DeadlineKind, Direction, Outcome, RevisitSort
from nahdran.cases.models import Attachment, Case, Message, Submission
from nahdran.cases.operations import clocks, revisits
from nahdran.cases.operations.desk import drop_draft
from nahdran.cases.operations.errors import MissingReason
from nahdran.cases.operations.files import add_files
from nahdran.cases.operations.locking import locked, locked_together, moment, newest, tell, touched
from nahdran.cases.operations.status import apply_status
from nahdran.cases.operations.words import add_words
from nahdran.cases.queries.merged import goes_on_in, is_merged
from nahdran.cases.signals import message_posted
from nahdran.files.models import StoredFile
from nahdran.kit.text import clean


def answer(
    *,
    case: Case,
    actor: User,
    text: str,
    base: datetime | None = None,
    files: Sequence[StoredFile] = (),
    key: str = "",
) -> Message:
    """Answer the person: into the thread and out by mail. Meets the first deadline; the author's draft is done with.

    A case whose answer was waiting for us goes back to work; a message at a settled case is answered by it. Raises OutdatedView and MissingReason (nothing written).
    """
    with transaction.atomic():
        case = locked(case)
        if earlier := sent_before(case, key):
            return earlier
        newest(case, base)
        message = _post(case, text=text, direction=Direction.OUT, author=actor, label=case.unit.name, key=key)
        add_files(case, message, files)
        workflow = case.of_kind.workflow
        if case.status == workflow.answered and workflow.allows(workflow.answered, workflow.working):
            apply_status(case, to=workflow.working, actor=actor, at=message.at)
        revisits.settle(case, Outcome.ANSWERED, actor=actor, at=message.at, sort=RevisitSort.MESSAGE)
        clocks.meet(case, DeadlineKind.FIRST_ANSWER, message.at)
        touched(case, message.at, ("due_at",))
        record(action="cases.answered", actor=actor, obj=case, data={"message": message.pk})
        mails.answered(case, message, asks=False)
        drop_draft(case=case, author=actor)
        tell(message_posted, case, message_id=message.pk)
    return message


def ask_back(
    *,
    case: Case,
    actor: User,
    text: str,
    base: datetime | None = None,
    files: Sequence[StoredFile] = (),
    key: str = "",
) -> Message:
    """Ask the person something. The case waits and its clock stands still until an answer comes."""
    with transaction.atomic():
        case = locked(case)
        if earlier := sent_before(case, key):
            return earlier
        newest(case, base)
        message = _post(case, text=text, direction=Direction.OUT, author=actor, label=case.unit.name, key=key)
        add_files(case, message, files)
        workflow = case.of_kind.workflow
        if case.status != workflow.asked:
            apply_status(case, to=workflow.asked, actor=actor, at=message.at)
        touched(case, message.at)
        record(action="cases.answered", actor=actor, obj=case, data={"message": message.pk})
        mails.answered(case, message, asks=True)
        drop_draft(case=case, author=actor)
        tell(message_posted, case, message_id=message.pk)
    return message


def add_note(
    *, case: Case, actor: User | None, text: str, files: Sequence[StoredFile] = (), key: str = "", label: str = ""
) -> Message:
    """A note for colleagues. It never leaves the house, so it needs no newest state; its files are not for the person either.

    Without ``actor`` another system has something to say, and ``label`` names it.
    """
    with transaction.atomic():
        case = locked(case)
        if earlier := sent_before(case, key):
            return earlier
        message = _post(
            case,
            text=text,
            direction=Direction.NOTE,
            author=actor,
            label=label or getattr(actor, "name", ""),
            key=key,
            files=files,
        )
        add_files(case, message, files, for_party=False)
        touched(case, message.at)
        record(action="cases.noted", actor=actor, actor_label=label, obj=case, data={"message": message.pk})
        if actor is not None:
            drop_draft(case=case, author=actor)
    return message


def receive_message(
    *,
    case: Case,
    text: str,
    channel: str = Channel.WEB,
    account: User | None = None,
    label: str = "",
    files: Sequence[StoredFile] = (),
    key: str = "",
) -> Message:
    """What the person writes back. If the town has asked, the clock runs again and the desk sees that an answer is there.

    At a settled case it opens nothing by itself: it is a matter that the desk has to look at (``Revisit``), so that it is never lost. A case
    that goes on in another one stays closed: the message stands in the thread of the other one too, which counts as new there.
    """
    with transaction.atomic():
        goes_on = goes_on_in(case)
        case, other = locked_together(case, goes_on) if goes_on else (locked(case), None)
        if earlier := sent_before(case, key):
            return earlier
        if other is not None and not is_merged(case):
            other = None
        message = _post(
            case,
            text=text,
            direction=Direction.IN,
            author=account,
            label=label,
            channel=channel,
            key=key,
            files=files,
            not_before=moment(other) if other else None,
        )
        add_files(case, message, files)
        add_words(case, message.text)
        if other is None:
            _wake(case, message)
        elif not other.is_open:
            _wake(other, message)
        touched(case, message.at, ("due_at",))
        if other is not None:
            touched(other, message.at, ("due_at",))
        record(action="cases.received", actor=account, obj=case, data={"message": message.pk})
        tell(message_posted, case, message_id=message.pk)
    return message


def _wake(case: Case, message: Message) -> None:
    """What the town has asked is answered; what was settled is a matter for the desk."""
    workflow = case.of_kind.workflow
    if not case.is_open:
        revisits.wait_for_desk(case, message)
    elif case.status == workflow.asked and workflow.allows(case.status, workflow.answered):
        apply_status(case, to=workflow.answered, actor=None, at=message.at)


def attach(*, case: Case, file: StoredFile, actor: User | None, for_party: bool = True) -> Attachment:
    """Add a file to the case outside of any message."""
    with transaction.atomic():
        case = locked(case)
        existing = Attachment.objects.filter(case=case, message=None, file=file).first()
        if existing is not None:
            return existing
        at = moment(case)
        (attachment,) = add_files(case, None, [file], at=at, for_party=for_party)
        touched(case, at)
        record(action="cases.attached", actor=actor, obj=case, data={"file": str(file.pk)})
    return attachment


def show_files(*, case: Case, files: Sequence[StoredFile], actor: User | None) -> None:
    """Let the person see pictures that so far only the house saw. They leave their internal note, which stays inside."""
    with transaction.atomic():
        case = locked(case)
        at = moment(case)
        for file in files:
            entries = Attachment.objects.filter(case=case, file=file)
            if entries.filter(for_party=True).exists():
                continue
            entry = entries.order_by("id").first()
            if entry is not None:
                entry.message, entry.for_party, entry.at = None, True, at
                entry.save(update_fields=["message", "for_party", "at"])
                record(action="cases.shown", actor=actor, obj=case, data={"file": str(file.pk)})
        touched(case, at)


def sent_before(case: Case, key: str) -> Message | None:
    """The message that this very form has sent already. The case is locked, so a twin of this call has finished or not begun."""
    if not key:
        return None
    sent = Submission.objects.filter(key=_own_key(case, key)).select_related("message").first()
    return sent.message if sent else None


def _own_key(case: Case, key: str) -> str:
    """Keys come from forms; each counts for its own case only."""
    return f"{case.pk}:{key}"[:64]


def _post(
    case: Case,
    *,
    text: str,
    direction: str,
    author: User | None,
    label: str,
    channel: str = Channel.WEB,
    key: str = "",
    files: Sequence[StoredFile] = (),
    not_before: datetime | None = None,
) -> Message:
    text = clean(text)
    if not text and not files:
        raise MissingReason
    at = max(filter(None, [moment(case), not_before]))
    message = Message.objects.create(
        case=case, at=at, direction=direction, channel=channel, author=author, author_label=label, text=text
    )
    if key:
        Submission.objects.create(key=_own_key(case, key), case=case, message=message)
    return message
