# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thread: answers, questions that stop the clock, notes, and what the person writes back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Channel, DeadlineKind, Direction
from nahdran.cases.models import Attachment, Case, Message
from nahdran.cases.operations import clocks
from nahdran.cases.operations.desk import drop_draft
from nahdran.cases.operations.errors import MissingReason
from nahdran.cases.operations.locking import locked, tell, touched
from nahdran.cases.operations.status import apply_status
from nahdran.cases.signals import message_posted
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.kit.text import clean


def answer(
    *, case: Case, actor: User, text: str, base: datetime | None = None, files: Sequence[StoredFile] = ()
) -> Message:
    """Answer the person: into the thread and out by mail. Meets the first deadline; the author's draft is done with."""
    with transaction.atomic():
        case = locked(case, base)
        message = _post(case, text=text, direction=Direction.OUT, author=actor, label=_unit_label(case), files=files)
        clocks.meet(case, DeadlineKind.FIRST_ANSWER, message.at)
        touched(case, ("due_at",))
        record(action="cases.answered", actor=actor, obj=case, data={"message": message.pk})
        mails.answered(case, message, asks=False)
        drop_draft(case=case, author=actor)
        tell(message_posted, case, message_id=message.pk)
    return message


def ask_back(
    *, case: Case, actor: User, text: str, base: datetime | None = None, files: Sequence[StoredFile] = ()
) -> Message:
    """Ask the person something. The case waits and its clock stands still until an answer comes."""
    with transaction.atomic():
        case = locked(case, base)
        message = _post(case, text=text, direction=Direction.OUT, author=actor, label=_unit_label(case), files=files)
        apply_status(case, to=case.of_kind.workflow.asked, actor=actor)
        mails.answered(case, message, asks=True)
        drop_draft(case=case, author=actor)
        tell(message_posted, case, message_id=message.pk)
    return message


def add_note(*, case: Case, actor: User, text: str) -> Message:
    """A note for colleagues. It never leaves the house."""
    with transaction.atomic():
        case = locked(case)
        message = _post(case, text=text, direction=Direction.NOTE, author=actor, label=actor.name)
        touched(case)
        record(action="cases.noted", actor=actor, obj=case, data={"message": message.pk})
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
) -> Message:
    """What the person writes back. If the town has asked, the clock runs again and the desk sees that an answer is there."""
    with transaction.atomic():
        case = locked(case)
        message = _post(
            case, text=text, direction=Direction.IN, author=account, label=label, channel=channel, files=files
        )
        workflow = case.of_kind.workflow
        if case.status == workflow.asked:
            apply_status(case, to=workflow.answered, actor=None)
        else:
            touched(case)
        record(action="cases.received", actor=account, obj=case, data={"message": message.pk})
        tell(message_posted, case, message_id=message.pk)
    return message


def attach(*, case: Case, file: StoredFile, actor: User | None, for_party: bool = True) -> Attachment:
    """Add a file to the case outside of any message."""
    with transaction.atomic():
        case = locked(case)
        attachment, _ = Attachment.objects.get_or_create(
            case=case, message=None, file=file, defaults={"at": clock.now(), "for_party": for_party}
        )
        touched(case)
        record(action="cases.attached", actor=actor, obj=case, data={"file": str(file.pk)})
    return attachment


def _post(
    case: Case,
    *,
    text: str,
    direction: str,
    author: User | None,
    label: str,
    channel: str = Channel.WEB,
    files: Sequence[StoredFile] = (),
) -> Message:
    text = clean(text)
    if not text and not files:
        raise MissingReason
    message = Message.objects.create(
        case=case, at=clock.now(), direction=direction, channel=channel, author=author, author_label=label, text=text
    )
    Attachment.objects.bulk_create(Attachment(case=case, message=message, file=file, at=message.at) for file in files)
    return message


def _unit_label(case: Case) -> str:
    return case.unit.name
