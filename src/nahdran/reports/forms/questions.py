# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kind's own questions as fields of a form. What may be answered is decided in ``answers``; here stands only how it is asked."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.reports.answers import NO, YES, check_answers
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Question
from nahdran.ui.forms import DateInput

PREFIX = "frage-"


def _line(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _number(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))


def _day(question: Question) -> forms.Field:
    return forms.CharField(widget=DateInput())


class _AnyChoice(forms.ChoiceField):
    """Leaves the check to ``answers``, so that its sentence is shown and what was chosen stays."""

    def validate(self, value: Any) -> None:
        return


class _AnyChoices(forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        return


def _choice(question: Question) -> forms.Field:
    return _AnyChoice(choices=question.options, widget=forms.RadioSelect)


def _several(question: Question) -> forms.Field:
    return _AnyChoices(choices=question.options, widget=forms.CheckboxSelectMultiple)


def _yes_no(question: Question) -> forms.Field:
    return _AnyChoice(choices=[(YES, _("Ja")), (NO, _("Nein"))], widget=forms.RadioSelect)


_FIELDS: dict[str, Callable[[Question], forms.Field]] = {
    QuestionKind.TEXT: _line,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _day,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.YES_NO: _yes_no,
}


def question_fields(questions: Iterable[Question]) -> dict[str, forms.Field]:
    """A field for each question that wants an answer, under ``frage-<key>``."""
    fields = {}
    for question in questions:
        if question.kind == QuestionKind.INFO:
            continue
        field = _FIELDS[question.kind](question)
        field.label = question.text
        field.help_text = question.hint_text
        # The check of ``answers`` says what is missing; this only decides whether the page calls the field optional.
        field.required = False
        field.unmarked = question.required  # type: ignore[attr-defined]
        fields[f"{PREFIX}{question.key}"] = field
    return fields


def initial_answers(questions: Iterable[Question], answers: dict[str, Any]) -> dict[str, Any]:
    """What was answered before, as the fields want it."""
    initial: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.key)
        initial[f"{PREFIX}{question.key}"] = (
            {True: YES, False: NO}.get(value, value) if isinstance(value, bool) else value
        )
    return initial


def clean_answers(form: forms.Form, questions: list[Question]) -> dict[str, Any]:
    """Check what was typed; the sentences go to their fields."""
    raw = {question.key: form.cleaned_data.get(f"{PREFIX}{question.key}") for question in questions}
    checked = check_answers(questions, raw)
    for key, sentence in checked.errors.items():
        form.add_error(f"{PREFIX}{key}", sentence)
    return checked.values
