# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in what another program sends: a report, or a few words about one that it has sent before. The same thing sent twice counts once.

Called by the interface, which has checked the key and every field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nahdran.accounts.models import ApiKey
from nahdran.audit.operations import record
from nahdran.cases.enums import Channel
from nahdran.cases.models import Case, Message, Submission
from nahdran.cases.operations import add_note, receive_message
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.reports.models import ReceivedReport
from nahdran.reports.operations.opening import NewReport
from nahdran.reports.operations.submit import Sent, submit
from nahdran.reports.rules import SCOPE_PROVEN

# Within this time the same report by the same sender is the same report: an app that got no answer sends again.
AGAIN_WITHIN = timedelta(minutes=10)
# Words of FixMyStreet's extension for a matter that is over.
CLOSING = {"CLOSED", "FIXED", "DUPLICATE", "NO_FURTHER_ACTION", "NOT_COUNCILS_RESPONSIBILITY"}


class NumberReused(Exception):
    """The sender's number stands for another report already."""


@dataclass(frozen=True, slots=True)
class Received:
    """Either ``case``, or ``token`` while the person has still to confirm. ``is_new`` is false for what was sent before."""

    case: Case | None
    token: UUID | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """How a program names its report. ``number`` is its own (Idempotency-Key), ``fingerprint`` the hash of everything it sent.

    ``is_known`` says that it also named the person or device: then the fingerprint alone tells a report that is sent again.
    """

    key: ApiKey
    fingerprint: str
    number: str = ""
    is_known: bool = False

    @property
    def submission(self) -> str:
        """The key of the submission: the same for what is the same, and nothing that others could guess."""
        if self.number:
            return self._hashed(f"number:{self.number}")
        if self.is_known:
            return self._hashed(f"time:{self._window()}:{self.fingerprint}")
        return f"open311:{uuid4().hex}"

    def _window(self) -> int:
        return int(clock.now().timestamp() // AGAIN_WITHIN.total_seconds())

    def _hashed(self, text: str) -> str:
        return f"open311:{sha256(f'{self.key.pk}:{text}'.encode()).hexdigest()[:48]}"


def earlier_report(sender: Sender, *, any_content: bool = False) -> Received | None:
    """What came of the same report when it was sent before. Raises NumberReused, unless only the number is asked for (``any_content``)."""
    rows = ReceivedReport.objects.select_related("case").filter(api_key=sender.key)
    if sender.number:
        row = rows.filter(submission=sender.submission).first()
        if row is not None and row.fingerprint != sender.fingerprint and not any_content:
            raise NumberReused
    elif sender.is_known:
        since = clock.now() - AGAIN_WITHIN
        row = rows.filter(fingerprint=sender.fingerprint, received_at__gte=since).order_by("-received_at").first()
    else:
        row = None
    return Received(row.case, row.token, is_new=False) if row else None


def receive_report(*, new: NewReport, sender: Sender, notes: Sequence[str] = ()) -> Received:
    """Open the report or let it wait, whatever its category asks for, and remember by which key it came.

    ``notes`` are sentences for the desk, for instance about a photo that could not be fetched. Sent twice at the same moment, one case
    comes of it. Raises OutsideTown, EmailNeeded and NumberReused.
    """
    submission = sender.submission
    with transaction.atomic():
        sent = submit(new=new, key=submission, channel=Channel.API, proven=SCOPE_PROVEN in sender.key.scopes)
        row, is_new = _remembered(sender, submission, sent)
        if row.fingerprint != sender.fingerprint:
            raise NumberReused
        if is_new:
            data = {"api_key": sender.key.prefix, "waits": sent.case is None}
            record(action="reports.received", actor_label=sender.key.audit_label, obj=sent.case, data=data)
            if sent.case is not None:
                for note in notes:
                    add_note(case=sent.case, actor=None, label=sender.key.name, text=note)
    return Received(sent.case, None if sent.case else row.token, is_new=is_new and sent.is_new)


def _remembered(sender: Sender, submission: str, sent: Sent) -> tuple[ReceivedReport, bool]:
    """The row of this submission; who opened the report writes it, everybody else has waited for that."""
    values = {"api_key": sender.key, "fingerprint": sender.fingerprint, "case": sent.case, "token": sent.token}
    if sent.is_new:
        return ReceivedReport.objects.create(submission=submission, **values), True
    return ReceivedReport.objects.get_or_create(submission=submission, defaults=values)


def note_opened(case_id: int) -> None:
    """If this case is a report that waited, its sender may follow it from now on."""
    keys = Submission.objects.filter(case_id=case_id, message=None).values("key")
    ReceivedReport.objects.filter(case=None, submission__in=keys).update(case_id=case_id)


def receive_words(
    *, case: Case, key: ApiKey, text: str, status: str, number: str, files: Sequence[StoredFile] = ()
) -> Message:
    """What the sending program passes on about its report. The status it names is a remark for the desk and changes nothing by itself.

    Words that open the matter again come as a message of the person, which opens a settled case; everything else is a note.
    """
    with override("de"):
        said = _("Stand laut %(name)s: %(status)s") % {"name": key.name, "status": status} if status else ""
    words = "\n\n".join(part for part in (text, said) if part)
    once = f"open311:{sha256(f'{key.pk}:{number}'.encode()).hexdigest()[:24]}" if number else ""
    with transaction.atomic():
        if text and status not in CLOSING:
            message = receive_message(case=case, text=words, channel=Channel.API, label=key.name, files=files, key=once)
        else:
            message = add_note(case=case, actor=None, label=key.name, text=words, files=files, key=once)
        record(action="reports.words_received", actor_label=key.audit_label, obj=case, data={"message": message.pk})
    return message
