# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What hangs at one report and is read ``together`` for the desk: its pictures, which of them are public, the questions it answers."""

from typing import Any

from django.db.models import QuerySet

from nahdran.cases.models import Attachment
from nahdran.files.enums import Kind as FileKind
from nahdran.reports.models import PublicPhoto, Question, Report

_QUESTION = ("id", "category_id", "key", "label", "label_en", "kind", "choices", "is_public", "position")


def panel_sets(report: Report) -> dict[str, QuerySet[Any, Any]]:
    pictures = Attachment.objects.filter(case_id=report.pk, file__kind=FileKind.IMAGE).order_by("id")
    questions = Question.objects.filter(key__in=list(report.answers)).order_by("position", "id")
    return {
        "pictures": pictures.values("id", "case_id", "file_id", "at"),
        "public": PublicPhoto.objects.filter(report_id=report.pk).values("id", "report_id", "file_id"),
        "questions": questions.values(*_QUESTION),
    }
