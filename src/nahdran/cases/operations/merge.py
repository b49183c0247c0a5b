# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two concerns about the same thing become one: the newer one is closed and goes on in the other, until somebody takes them apart again.

Nothing is moved. People and followers stay where they are and are told of the steps of the other case in the name of their own; what they
write appears in the thread of the other one. So taking apart is only the end of a link. Who may is asked by the caller, for both cases.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Confidentiality, Direction, LinkKind
from nahdran.cases.models import Case, CaseLink, Message, StatusChange
from nahdran.cases.operations.errors import MissingReason, UnableToMerge
from nahdran.cases.operations.locking import locked_together, moment, newest, touched
from nahdran.cases.operations.status import apply_status
from nahdran.cases.queries.merged import is_merged
from nahdran.kit.language import HOUSE
from nahdran.kit.text import clean


def merge(
    *, case: Case, into: Case, actor: User, public_reason: str = "", base: datetime | None = None
) -> StatusChange:
    """Close ``case`` as a duplicate of ``into``; the sentence that everybody may read names ``into`` only if that is public.

    Side effects: a note in the other case, a mail to the person of this one. Both are locked in the order of their ids, so two clerks who
    merge them into each other at once end with one merge and one refusal. Raises UnableToMerge, ForbiddenChange and OutdatedView.
    """
    with transaction.atomic():
        case, into = locked_together(case, into)
        newest(case, base)
        _demand(case, into)
        at = max(moment(case), moment(into))
        change = apply_status(
            case, to=case.of_kind.workflow.duplicate, actor=actor, public_text=_sentence(into, public_reason), at=at
        )
        CaseLink.objects.create(case=case, other=into, kind=LinkKind.MERGED)
        with override(HOUSE):
            told = _("Hierher zusammengeführt: „%(title)s“, %(reference)s.")
        _note(into, told % {"title": case.title, "reference": case.reference}, actor, at)
        record(action="cases.merged", actor=actor, obj=case, data={"into": into.reference})
        record(action="cases.joined", actor=actor, obj=into, data={"other": case.reference})
        mails.status_changed(case, change)
    return change


def separate(*, case: Case, actor: User | None, reason: str, base: datetime | None = None) -> StatusChange:
    """Take a merged case out again: it is open and stands for itself. ``reason`` is a note for colleagues in both.

    Raises MissingReason, OutdatedView, and UnableToMerge if it is not merged.
    """
    reason = clean(reason)
    if not reason:
        raise MissingReason
    with transaction.atomic():
        link = CaseLink.objects.filter(case=case, kind=LinkKind.MERGED).select_related("other").first()
        if link is None:
            raise UnableToMerge("not_merged")
        case, other = locked_together(case, link.other)
        newest(case, base)
        if not CaseLink.objects.filter(pk=link.pk).exists():
            raise UnableToMerge("not_merged")
        at = max(moment(case), moment(other))
        with override(HOUSE):
            public_text = _("Wir bearbeiten dieses Anliegen wieder für sich.")
            told = _("Wieder getrennt: %(reference)s.")
        change = apply_status(case, to=case.of_kind.workflow.working, actor=actor, public_text=public_text, at=at)
        for one, reference in ((case, other.reference), (other, case.reference)):
            _note(one, f"{told % {'reference': reference}}\n{reason}", actor, at)
        record(action="cases.separated", actor=actor, obj=case, data={"other": other.reference})
        mails.status_changed(case, change)
    return change


def separate_joined(*, case_id: int) -> None:
    """The person has taken the other concern back, the defect of these is still there: each goes its own way again."""
    with override(HOUSE):
        reason = _("Das Anliegen, mit dem dieses zusammengeführt war, wurde zurückgezogen.")
    for link in CaseLink.objects.filter(other_id=case_id, kind=LinkKind.MERGED).select_related("case"):
        separate(case=link.case, actor=None, reason=reason)


def _demand(case: Case, into: Case) -> None:
    if case.kind != into.kind:
        raise UnableToMerge("kind")
    if Confidentiality.CONFIDENTIAL in {case.confidentiality, into.confidentiality}:
        raise UnableToMerge("confidential")
    if not case.is_open:
        raise UnableToMerge("merged" if is_merged(case) else "closed")
    if not into.is_open:
        raise UnableToMerge("target_closed")
    if CaseLink.objects.filter(other=case, kind=LinkKind.SPLIT).exists():
        raise UnableToMerge("has_parts")
    if CaseLink.objects.filter(case=case, other=into, kind=LinkKind.SPLIT).exists():
        raise UnableToMerge("own_part")


def _sentence(into: Case, more: str) -> str:
    with override(HOUSE):
        if into.of_kind.public_address(into):
            first = _("Das ist schon gemeldet. Wir bearbeiten es unter der Nummer %(reference)s.")
        else:
            first = _("Das ist schon gemeldet. Wir bearbeiten es zusammen mit der anderen Meldung.")
    return "\n\n".join(filter(None, [first % {"reference": into.reference}, clean(more)]))


def _note(case: Case, text: str, actor: User | None, at: datetime) -> None:
    """A note at ``at``, or just behind it where the case has a step of that moment already."""
    at = max(at, moment(case))
    Message.objects.create(
        case=case,
        at=at,
        direction=Direction.NOTE,
        author=actor,
        author_label=getattr(actor, "name", ""),
        text=text,
    )
    touched(case, at)
