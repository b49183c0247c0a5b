# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers to the questions of a category: checking what was typed, and reading it back in words.

Pure functions; used by both forms, by panels and by public pages. What is stored is ``{key of the question: value}``.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from nahdran.kit import dates
from nahdran.kit.language import Worded
from nahdran.kit.text import clean_line
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Question

MAX_ANSWER = 200
MAX_NUMBER = 1_000_000
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Checked:
    """``values`` holds what may be stored, ``errors`` a German sentence for each answer that may not."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer in words."""

    label: str
    text: str


class _Refused(Exception):
    """The sentence why one answer cannot be taken."""


def check_answers(questions: Iterable[Question], raw: Mapping[str, Any]) -> Checked:
    """Check ``raw`` against ``questions``. Keys that nobody asked for are passed over; nothing typed ever raises."""
    checked = Checked()
    for question in questions:
        if question.kind == QuestionKind.INFO:
            continue
        try:
            value = _READ[question.kind](question, raw.get(question.key))
        except _Refused as refused:
            checked.errors[question.key] = str(refused)
            continue
        if value is not None:
            checked.values[question.key] = value
        elif question.required:
            checked.errors[question.key] = _("Bitte beantworten Sie diese Frage.")
    return checked


def in_words(questions: Iterable[Question], answers: Mapping[str, Any], *, public_only: bool = False) -> list[Answered]:
    """The answers in the order of the questions, in the language of the reader."""
    return [
        Answered(question.text, _wording(question, answers[question.key]))
        for question in questions
        if question.key in answers and (question.is_public or not public_only)
    ]


def _line(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _text(question: Question, value: Any) -> str | None:
    text = _line(value)
    if len(text) > MAX_ANSWER:
        raise _Refused(_("Bitte höchstens %(limit)d Zeichen.") % {"limit": MAX_ANSWER})
    return text or None


def _number(question: Question, value: Any) -> int | float | None:
    if isinstance(value, bool) or value is None:
        return None
    text = _line(value).replace(",", ".") if isinstance(value, str) else str(value)
    if not text:
        return None
    try:
        number = float(text)
    except (ValueError, OverflowError):
        raise _Refused(_("Bitte eine Zahl, zum Beispiel 3.")) from None
    if not math.isfinite(number) or not 0 <= number <= MAX_NUMBER:
        raise _Refused(_("Bitte eine Zahl zwischen 0 und %(limit)d.") % {"limit": MAX_NUMBER})
    return int(number) if number.is_integer() else round(number, 3)


def _date(question: Question, value: Any) -> str | None:
    text = _line(value)
    if not text:
        return None
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if EARLIEST <= day <= LATEST:
            return day.isoformat()
    raise _Refused(_("Bitte ein Datum, zum Beispiel 24.12.2025."))


def _choice(question: Question, value: Any) -> str | None:
    key = _line(value)
    if not key:
        return None
    if key not in {name for name, _label in question.options}:
        raise _Refused(_("Bitte wählen Sie eine der Antworten."))
    return key


def _several(question: Question, value: Any) -> list[str] | None:
    chosen = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    picked = {_line(key) for key in chosen} - {""}
    known = [name for name, _label in question.options]
    if picked - set(known):
        raise _Refused(_("Bitte wählen Sie nur aus den Antworten."))
    return [name for name in known if name in picked] or None


def _yes_no(question: Question, value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    answer = {YES: True, NO: False, "": None}.get(_line(value), "")
    if answer == "":
        raise _Refused(_("Bitte wählen Sie Ja oder Nein."))
    return answer  # type: ignore[return-value]


_READ: dict[str, Callable[[Question, Any], Any]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.YES_NO: _yes_no,
}


def _wording(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    options = dict(question.options)
    if isinstance(value, list):
        return _listed([options.get(key) or str(key) for key in value])
    if question.kind == QuestionKind.DATE:
        try:
            return dates.day(date.fromisoformat(value))
        except (TypeError, ValueError):
            return str(value)
    if isinstance(value, float):
        return number_format(value)
    return options.get(value) or str(value)


def _listed(words: list[str]) -> str:
    """With commas; in a language only if all are in the same."""
    languages = {getattr(word, "language", "") for word in words}
    listed = ", ".join(words)
    return Worded(listed, languages.pop()) if len(languages) == 1 and "" not in languages else listed
