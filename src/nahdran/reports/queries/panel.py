# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What hangs at one report and is read ``together`` for the desk: its pictures, which of them are public, the questions it answers."""

from typing import Any

from django.db.models import QuerySet

from nahdran.cases.models import Attachment
from nahdran.files.enums import Kind as FileKind
from nahdran.reports.models import Forward, ForwardingRule, PublicPhoto, Question, Report

_QUESTION = ("id", "category_id", "key", "label", "label_en", "kind", "choices", "is_public", "position")
_FORWARD = (
    "id",
    "partner_id",
    "partner__name",
    "state",
    "last_error",
    "next_attempt_at",
    "sent_at",
    "remote_number",
    "remote_is_open",
    "remote_notes",
)


def panel_sets(report: Report) -> dict[str, QuerySet[Any, Any]]:
    pictures = Attachment.objects.filter(case_id=report.pk, file__kind=FileKind.IMAGE).order_by("id")
    questions = Question.objects.filter(key__in=list(report.answers)).order_by("position", "id")
    ways = ForwardingRule.objects.filter(category_id=report.category_id, partner__is_active=True)
    return {
        "pictures": pictures.values("id", "case_id", "file_id", "at"),
        "public": PublicPhoto.objects.filter(report_id=report.pk).values("id", "report_id", "file_id"),
        "forwards": Forward.objects.filter(case_id=report.pk).order_by("id").values(*_FORWARD),
        "ways": ways.values("id", "category_id", "partner_id", "partner__name"),
        "questions": questions.values(*_QUESTION),
    }
