# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attributes of a posted form become answers: ``attribute[code]=v``, ``attribute[code][]=a`` several times, ``attribute[code][0]=a``.

Attributes that nobody asked for are passed over: clients send their own with every report.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from nahdran.reports.answers import NO, YES, check_answers
from nahdran.reports.api.open311.problems import Problems
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Question

_NAME = re.compile(r"^attributes?\[([^\[\]]{1,80})\](?:\[\d{0,3}\])?$")
_TRUE, _FALSE = {"true", "1", "ja", "yes"}, {"false", "0", "nein", "no"}


def read_answers(data: QueryDict, questions: Iterable[Question], problems: Problems) -> dict[str, Any]:
    """The answers that may be stored; what is wrong goes to ``problems`` under the attribute's own code."""
    given = _given(data)
    asked = [question for question in questions if question.kind != QuestionKind.INFO]
    raw: dict[str, Any] = {}
    for question in asked:
        values = given.get(question.key, [])
        if question.kind == QuestionKind.SEVERAL:
            raw[question.key] = values
        elif len(values) > 1:
            problems.invalid(question.key, _("Hier ist nur eine Antwort möglich."))
            raw[question.key] = values[0]
        elif values:
            raw[question.key] = _as_typed(question, values[0])
    checked = check_answers(asked, raw)
    for question in asked:
        sentence = checked.errors.get(question.key)
        if sentence and given.get(question.key):
            problems.invalid(question.key, sentence)
        elif sentence:
            problems.missing(question.key, question.text)
    return checked.values


def _given(data: QueryDict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, values in data.lists():
        if match := _NAME.match(name):
            found.setdefault(match[1], []).extend(value for value in values if value.strip())
    return found


def _as_typed(question: Question, value: str) -> str:
    """As a person would type it into our form."""
    if question.kind == QuestionKind.YES_NO:
        word = value.strip().lower()
        return YES if word in _TRUE else NO if word in _FALSE else value
    if question.kind == QuestionKind.DATE:
        return _as_day(value)
    return value


def _as_day(value: str) -> str:
    """``datetime`` of the specification is a moment; we ask for days, and mean those of the town."""
    try:
        found = parse_datetime(value.strip())
    except ValueError:
        return value
    if found is None:
        return value
    return (localtime(found) if is_aware(found) else found).date().isoformat()
