# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a case confidential, and lifting that again. Who may is decided by ``rules``; what is public about it is taken back by its kind."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import Confidentiality, Direction
from nahdran.cases.models import Case, Message
from nahdran.cases.operations.errors import MissingReason
from nahdran.cases.operations.locking import locked, moment, touched
from nahdran.kit.language import HOUSE
from nahdran.kit.text import clean


def set_confidential(
    *, case: Case, confidential: bool, actor: User, reason: str, base: datetime | None = None
) -> Message | None:
    """From now on only its assignee and people of the unit with the right see the case, or again everybody of the unit.

    The reason stands in the thread as a note; the log says who and when, not why. The kind takes back what was public, in the same transaction.
    Nothing happens if it is so already. Raises MissingReason and OutdatedView.
    """
    reason = clean(reason)
    if not reason:
        raise MissingReason
    with transaction.atomic():
        case = locked(case, base)
        wanted = Confidentiality.CONFIDENTIAL if confidential else Confidentiality.NORMAL
        if case.confidentiality == wanted:
            return None
        case.confidentiality = wanted
        with override(HOUSE):
            sentence = _("Als vertraulich gekennzeichnet.") if confidential else _("Vertraulichkeit aufgehoben.")
        note = Message.objects.create(
            case=case,
            at=moment(case),
            direction=Direction.NOTE,
            author=actor,
            author_label=actor.name,
            text=f"{sentence}\n{reason}",
        )
        touched(case, note.at, ("confidentiality",))
        case.of_kind.changed(case)
        action = "cases.confidential" if confidential else "cases.confidential_lifted"
        record(action=action, actor=actor, obj=case)
    return note
