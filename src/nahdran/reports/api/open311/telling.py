# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""POST servicerequestupdates, as FixMyStreet has it: a program passes on what happened to a report that it has sent."""

import re
from hashlib import sha256

from django.utils.translation import gettext as _

from nahdran.cases.models import Case
from nahdran.cases.operations import MissingReason
from nahdran.kit import clock
from nahdran.reports.api.open311 import sandbox
from nahdran.reports.api.open311.door import Call, Result
from nahdran.reports.api.open311.media import discard_all, read_media, take_media
from nahdran.reports.api.open311.parameters import read_moment
from nahdran.reports.api.open311.problems import Problems, not_found
from nahdran.reports.forwarding.base import Update
from nahdran.reports.models import Forward
from nahdran.reports.operations.forwarding import hear
from nahdran.reports.operations.receiving import receive_words
from nahdran.reports.operations.sandbox import try_words
from nahdran.reports.queries import interface
from nahdran.reports.queries.forwarding import forward_for
from nahdran.reports.rules import MAX_TEXT

_STATUS = re.compile(r"^[A-Z][A-Z_ ]{1,40}$")


def tell(call: Call) -> Result:
    """Put an update into the thread of its case. The same number again is the same update."""
    problems = Problems()
    reference = call.get("service_request_id")
    if not reference:
        problems.missing("service_request_id")
    text, status = call.text("description"), call.get("status").upper()
    if len(text) > MAX_TEXT:
        problems.invalid("description", _("Höchstens %(limit)d Zeichen.") % {"limit": MAX_TEXT})
    if status and not _STATUS.match(status):
        problems.invalid("status", _("Ein Wort wie OPEN oder CLOSED."))
    if not text and not status:
        problems.missing("description")
    read_moment(call, "updated_datetime", problems)
    media = read_media(call, problems)
    problems.raise_any()
    if call.is_sandbox:
        return _tried(reference, text, status)
    if (forward := forward_for(call.owner.pk, reference.strip())) is not None:
        return _heard(call, forward, text, status)
    case = _case(call, reference)
    files, notes = take_media(media, required=False)
    try:
        message = receive_words(
            case=case,
            key=call.owner,
            text="\n\n".join([text, *notes]).strip(),
            status=status,
            number=_number(call),
            files=files,
        )
    except MissingReason:
        discard_all(files)
        raise
    return _answer(str(message.pk))


def _heard(call: Call, forward: Forward, text: str, status: str) -> Result:
    """A system that has got this report from us says what became of it there. Pictures are not taken from it."""
    number = _number(call) or sha256(f"{status}|{text}".encode()).hexdigest()
    at = read_moment(call, "updated_datetime", Problems()) or clock.now()
    hear(forward, Update(number, forward.remote_number, status, text, at))
    return _answer(number)


def _number(call: Call) -> str:
    return call.get("update_id") or call.get("update_id_ext") or call.request.headers.get("Idempotency-Key", "")


def _case(call: Call, reference: str) -> Case:
    """Only what came by the same key; of anything else we do not even say whether it exists."""
    spelled = reference.strip().upper()
    pk = interface.received_case(call.owner, spelled)
    case = Case.objects.filter(pk=pk).first() if pk else None
    if case is None:
        raise not_found("service_request_id", reference)
    return case


def _tried(reference: str, text: str, status: str) -> Result:
    row = sandbox.row_of(reference)
    if row is None:
        raise not_found("service_request_id", reference)
    return _answer(try_words(row=row, text=text, status=status))


def _answer(number: str) -> Result:
    return Result("service_request_updates", [{"update_id": number}])
