# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the wordings for answers."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import ReplyTemplate


def save_wording(*, wording: ReplyTemplate, actor: User) -> ReplyTemplate:
    """Save a new or changed wording; the log says which one, its text stands in the table."""
    with transaction.atomic():
        wording.save()
        record(action="cases.template", actor=actor, obj=wording, data={"title": wording.title})
    return wording


def remove_wording(*, wording: ReplyTemplate, actor: User) -> None:
    with transaction.atomic():
        record(action="cases.template", actor=actor, obj=wording, data={"title": wording.title, "removed": True})
        wording.delete()
