# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers to the questions of a kind: whatever is typed, the check says yes or names the trouble, and what is stored can be read back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.reports.answers import check_answers, in_words
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Question

CHOICES = [
    {"key": "glass", "label": "Glas", "label_en": "Glass"},
    {"key": "paper", "label": "Papier", "label_en": "Paper"},
]
KINDS = [kind for kind in QuestionKind.values if kind != QuestionKind.INFO]


def question(kind, *, key="frage", required=False, public=False):
    return Question(
        key=key, label="Frage?", label_en="Question?", kind=kind, choices=CHOICES, required=required, is_public=public
    )


typed = st.one_of(
    st.none(),
    st.text(max_size=300),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(st.text(max_size=20), max_size=5),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


@given(kind=st.sampled_from(KINDS), value=typed, required=st.booleans())
def test_whatever_is_typed_is_taken_or_named(kind, value, required):
    asked = question(kind, required=required)

    checked = check_answers([asked], {"frage": value})

    assert not (checked.values and checked.errors)
    json.dumps(checked.values, allow_nan=False)
    if required:
        assert checked.values or checked.errors
    for answered in in_words([asked], checked.values):
        assert isinstance(answered.text, str)


@given(kind=st.sampled_from(KINDS), value=typed)
def test_what_was_taken_once_is_taken_again(kind, value):
    asked = question(kind)
    first = check_answers([asked], {"frage": value})

    assert check_answers([asked], first.values).values == first.values


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (QuestionKind.TEXT, "  2217\x00 ", "2217"),
        (QuestionKind.NUMBER, "3", 3),
        (QuestionKind.NUMBER, "2,5", 2.5),
        (QuestionKind.DATE, "2025-12-24", "2025-12-24"),
        (QuestionKind.DATE, "24.12.2025", "2025-12-24"),
        (QuestionKind.CHOICE, "glass", "glass"),
        (QuestionKind.SEVERAL, ["paper", "glass"], ["glass", "paper"]),
        (QuestionKind.YES_NO, "no", False),
    ],
)
def test_good_answers_are_stored_in_one_spelling(kind, given, stored):
    assert check_answers([question(kind)], {"frage": given}).values == {"frage": stored}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (QuestionKind.TEXT, "x" * 201),
        (QuestionKind.NUMBER, "viele"),
        (QuestionKind.NUMBER, "-1"),
        (QuestionKind.NUMBER, "1e400"),
        (QuestionKind.DATE, "31.02.2025"),
        (QuestionKind.CHOICE, "gold"),
        (QuestionKind.SEVERAL, ["glass", "gold"]),
        (QuestionKind.YES_NO, "perhaps"),
    ],
)
def test_bad_answers_get_a_sentence(kind, given):
    checked = check_answers([question(kind)], {"frage": given})

    assert checked.values == {}
    assert checked.errors["frage"].startswith("Bitte")


def test_a_required_question_wants_an_answer():
    assert check_answers([question(QuestionKind.TEXT, required=True)], {}).errors == {
        "frage": "Bitte beantworten Sie diese Frage."
    }


def test_no_is_an_answer():
    assert check_answers([question(QuestionKind.YES_NO, required=True)], {"frage": "no"}).errors == {}


def test_answers_that_nobody_asked_for_are_passed_over():
    assert check_answers([question(QuestionKind.TEXT)], {"andere": "x"}).values == {}


def test_the_public_reads_only_what_is_marked():
    asked = [question(QuestionKind.TEXT, key="nummer", public=True), question(QuestionKind.TEXT, key="kennzeichen")]
    answers = {"nummer": "2217", "kennzeichen": "SU-X 1"}

    assert [entry.text for entry in in_words(asked, answers, public_only=True)] == ["2217"]


def test_choices_are_read_in_words():
    assert in_words([question(QuestionKind.SEVERAL)], {"frage": ["glass", "paper"]})[0].text == "Glas, Papier"
