# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forgetting the people of a settled case when its time has come. What was done stays, who asked for it goes."""

from django.db import transaction

from nahdran.audit.operations import record
from nahdran.cases.access import new_salt
from nahdran.cases.enums import Direction
from nahdran.cases.models import (
    Access,
    Assignment,
    Attachment,
    Case,
    ClosingAnswer,
    Draft,
    Message,
    OpenQuestion,
    Party,
)
from nahdran.cases.operations.words import keep_number_only
from nahdran.cases.slots import forgetters
from nahdran.cases.texts import FORGOTTEN
from nahdran.files.operations import discard


def forget_people(*, case: Case) -> None:
    """Erase names, addresses, what was written in private, and files that only the person saw. Links stop working.

    Notes of colleagues and the reasons for handing on may name people too: a sentence that says so takes their place. The log keeps how many.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        Party.objects.filter(case=case).delete()
        Draft.objects.filter(case=case).delete()
        # The figures of an answer stay, its words go; the number of the party points to nobody from now on.
        ClosingAnswer.objects.filter(case=case).exclude(comment="").update(comment="")
        OpenQuestion.objects.filter(case=case).delete()
        texts = Message.objects.filter(case=case).exclude(text__in=["", FORGOTTEN])
        notes = texts.filter(direction=Direction.NOTE).update(text=FORGOTTEN)
        texts.exclude(direction=Direction.NOTE).update(text=FORGOTTEN)
        Message.objects.filter(case=case).exclude(direction=Direction.NOTE).update(author=None)
        handed_on = Assignment.objects.filter(case=case, unit_before__isnull=False).exclude(reason__in=["", FORGOTTEN])
        reasons = handed_on.update(reason=FORGOTTEN)
        Message.objects.filter(case=case, direction=Direction.IN).update(author_label="")
        files = [attachment.file for attachment in Attachment.objects.filter(case=case).select_related("file")]
        Attachment.objects.filter(case=case).delete()
        for file in files:
            discard(file)
        Access.objects.filter(case=case).update(salt=new_salt())
        case.retain_until = None
        case.save(update_fields=["retain_until"])
        case.of_kind.forget(case)
        for forget in forgetters:
            forget(case)
        keep_number_only(case)
        data = {"notes": notes, "reasons": reasons, "files": len(files)}
        record(action="cases.forgotten", actor=None, obj=case, data=data)
