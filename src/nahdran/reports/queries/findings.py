# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What looks like personal data in the words of a report that the public would read: its text and the public ones of its free answers."""

from collections.abc import Mapping
from typing import Any

from nahdran.kit.personal import find_personal
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Question


def count_findings(category_id: int, text: str, answers: Mapping[str, Any]) -> int:
    """How many places. One query at most, and only where an answer looks suspicious."""
    return len(find_personal(text)) + sum(
        len(find_personal(answer)) for answer in risky_answers(category_id, answers).values()
    )


def risky_answers(category_id: int, answers: Mapping[str, Any]) -> dict[str, str]:
    """Free answers that are public with the text and in which something looks personal, by the key of their question."""
    found = {key: value for key, value in answers.items() if isinstance(value, str) and find_personal(value)}
    if not found:
        return {}
    free = Question.objects.filter(category_id=category_id, key__in=list(found), is_public=True, kind=QuestionKind.TEXT)
    return {key: found[key] for key in free.values_list("key", flat=True)}
