# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One concern with several things to do becomes parts, each with its own unit, status and deadlines. For the person it stays one concern.

The parts have no person of their own: what becomes of them is told in the name of the whole, all steps of some minutes in one mail.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.enums import Confidentiality, LinkKind
from nahdran.cases.models import Case, CaseLink, StatusChange, Submission
from nahdran.cases.operations.errors import ForbiddenChange, UnableToSplit
from nahdran.cases.operations.locking import locked, moment, newest, touched
from nahdran.cases.operations.status import apply_status, change_status
from nahdran.cases.operations.thread import add_note
from nahdran.cases.queries.parts import parts_of
from nahdran.cases.slots import NewPart, splitters
from nahdran.kit.language import HOUSE

MOST_PARTS = 10


def split(
    *, case: Case, parts: Sequence[NewPart], actor: User, base: datetime | None = None, key: str = ""
) -> list[Case]:
    """Open a case for each part, and take the whole into work; the person gets one mail that names the parts.

    The same ``key`` again gives the parts of the first call. Raises UnableToSplit and OutdatedView.
    """
    key = f"split:{key or uuid4().hex}"
    with transaction.atomic():
        case = locked(case)
        if Submission.objects.filter(key=_key(case, key, 0)).exists():
            return [part.case for part in parts_of(case)]
        newest(case, base)
        _demand(case, len(parts))
        opener = splitters.get(case.kind)
        opened = [opener.open(case, part, actor, _key(case, key, number)) for number, part in enumerate(parts)]
        CaseLink.objects.bulk_create([CaseLink(case=part, other=case, kind=LinkKind.SPLIT) for part in opened])
        workflow = case.of_kind.workflow
        if workflow.allows(case.status, workflow.working):
            apply_status(case, to=workflow.working, actor=actor)
        else:
            touched(case, moment(case))
        record(action="cases.split", actor=actor, obj=case, data={"parts": len(opened)})
        mails.parts_changed(case, parts_of(case), f"split:{opened[0].pk}")
    return opened


def tell_parts(*, case_id: int) -> None:
    """The steps of the parts of the last minutes in one mail to the person of the whole; a note for the desk once all parts are settled.

    Called twice for the same steps, nothing happens twice.
    """
    case = Case.objects.select_related("access").get(pk=case_id)
    parts = parts_of(case)
    if case.status == case.of_kind.workflow.withdrawn or not parts:
        return
    newest_step = StatusChange.objects.filter(case__in=[part.case.pk for part in parts]).order_by("-id").first()
    if newest_step is None:
        return
    mails.parts_changed(case, parts, f"step:{newest_step.pk}")
    if case.is_open and all(part.case.closed_at for part in parts):
        with override(HOUSE):
            text = _("Alle Teile sind abgeschlossen. Dieser Vorgang kann jetzt auch abgeschlossen werden.")
            label = ngettext("%(count)s Teil", "%(count)s Teile", len(parts)) % {"count": len(parts)}
        add_note(case=case, actor=None, label=label, text=text, key=f"parts:{newest_step.pk}")


def withdraw_parts(*, case_id: int) -> None:
    """The person has taken the whole back, so nobody works on its parts any longer."""
    with override(HOUSE):
        text = _("Das Anliegen, zu dem dieser Teil gehört, wurde zurückgezogen.")
    for part in parts_of(Case(pk=case_id)):
        if part.case.closed_at is None:
            try:
                change_status(case=part.case, to=part.case.of_kind.workflow.withdrawn, actor=None, public_text=text)
            except ForbiddenChange:
                continue


def _demand(case: Case, count: int) -> None:
    if case.kind not in splitters:
        raise UnableToSplit("kind")
    if not case.is_open:
        raise UnableToSplit("closed")
    if case.confidentiality == Confidentiality.CONFIDENTIAL:
        raise UnableToSplit("confidential")
    if CaseLink.objects.filter(case=case, kind=LinkKind.SPLIT).exists():
        raise UnableToSplit("is_part")
    if not count or CaseLink.objects.filter(other=case, kind=LinkKind.SPLIT).count() + count > MOST_PARTS:
        raise UnableToSplit("count")


def _key(case: Case, key: str, number: int) -> str:
    return f"{case.pk}:{number}:{key}"[:64]
