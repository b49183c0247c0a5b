# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal data is found in whatever way people write it, and ordinary words about defects are left alone."""

import json
import string
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.kit import personal
from nahdran.kit.personal import Finding, find_personal, redact

HERE = Path(__file__).parent
EXAMPLES = json.loads((HERE / "personal_examples.json").read_text(encoding="utf-8"))
ORDINARY = json.loads((HERE / "ordinary_texts.json").read_text(encoding="utf-8"))
STORIES = Path(personal.__file__).parents[1] / "reports" / "demo" / "stories.json"

digits = st.text("0123456789", min_size=1, max_size=1)
separators = st.sampled_from(["", " ", "-", "/", " / "])


@st.composite
def phone_numbers(draw):
    """An area code or a mobile one, and a number in blocks of any kind."""
    first = (
        "0" + draw(st.text("123456789", min_size=1, max_size=1)) + draw(st.text("0123456789", min_size=1, max_size=3))
    )
    rest = draw(st.text("0123456789", min_size=5, max_size=8))
    at = draw(st.integers(2, len(rest)))
    return f"{first}{draw(separators)}{rest[:at]}{draw(st.sampled_from(['', ' ']))}{rest[at:]}"


@st.composite
def plates(draw):
    code = draw(st.sampled_from(sorted(personal._codes - {"X", "Y"})))
    letters = draw(st.text(string.ascii_uppercase, min_size=1, max_size=2))
    number = draw(st.integers(1, 9999))
    return f"{code}-{letters}{draw(st.sampled_from(['', ' ', '-']))}{number}"


@st.composite
def ibans(draw):
    account = draw(st.text("0123456789", min_size=18, max_size=18))
    check = 98 - int(f"{account}131400") % 97
    plain = f"DE{check:02}{account}"
    return plain if draw(st.booleans()) else " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


names = st.sampled_from(["Müller", "Schmidt-Lange", "Özdemir", "Weber", "Krause", "Yılmaz"])
mails = st.builds(
    "{}@{}.{}".format,
    st.from_regex(r"[a-z][a-z0-9._-]{0,12}[a-z0-9]", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9-]{0,12}[a-z0-9]", fullmatch=True),
    st.sampled_from(["de", "org", "example", "co.uk"]),
)


def kinds_in(text):
    return [finding.kind for finding in find_personal(text)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:40])
def test_the_examples_are_found_as_the_table_says(example):
    assert [[finding.kind, finding.text] for finding in find_personal(example["text"])] == example["found"]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_about_defects_are_left_alone(text):
    assert find_personal(text) == []


def test_the_stories_of_the_demonstration_are_left_alone():
    """But for some that wait for their release: there a clerk should see what a finding looks like."""
    stories = json.loads(STORIES.read_text(encoding="utf-8"))
    waiting = [story for story in stories if story["way"] == "held"]
    texts = [value for value in _strings([story for story in stories if story["way"] != "held"]) if " " in value]

    assert len(texts) > 30
    assert [(text, finding.text) for text in texts for finding in find_personal(text)] == []
    assert any(find_personal(story["text"]) for story in waiting)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


@given(
    st.sampled_from(
        ["Hauptstraße", "Am Alten Hof", "Frau-Holle-Weg", "Dr.-Müller-Allee", "Straße der Einheit", "K-Weg"]
    ),
    st.integers(1, 300),
    st.sampled_from(["", "a", "b", " c"]),
    st.integers(1000, 99999),
)
def test_addresses_are_left_alone(street, number, letter, postcode):
    assert find_personal(f"Vor {street} {number}{letter}, {postcode:05} Lohmar, ist die Laterne aus.") == []


@given(st.sampled_from("ABLKES"), st.integers(1, 999), st.sampled_from(["an der", "auf der", "auf die", "Ecke", "in"]))
def test_roads_with_numbers_are_left_alone(letter, number, before):
    assert find_personal(f"Ast {before} {letter} {number} bei Lohmar") == []


@given(phone_numbers(), st.sampled_from(["Rufen Sie an: {}", "{}", "unter {} bin ich da", "({}).", "Tel.{}, danke"]))
def test_every_telephone_number_is_found(number, sentence):
    assert "phone" in kinds_in(sentence.format(number))


@given(plates(), st.sampled_from(["Das Auto {} parkt hier.", "{}", "({})", "Wagen: {}!"]))
def test_every_number_plate_is_found(plate, sentence):
    assert kinds_in(sentence.format(plate)) == ["plate"]


@given(ibans(), st.sampled_from(["{}", "Konto {}, danke", "IBAN: {}."]))
def test_every_german_iban_is_found(iban, sentence):
    assert kinds_in(sentence.format(iban)) == ["iban"]


@given(mails, st.sampled_from(["{}", "Mail an {}.", "<{}>", "({})", "{}, bitte"]))
def test_every_address_is_found_whole(mail, sentence):
    assert [finding.text for finding in find_personal(sentence.format(mail)) if finding.kind == "email"] == [mail]


@given(st.sampled_from(["Herr", "Herrn", "Frau", "Familie", "Frau Dr.", "Herr Prof. Dr."]), names)
def test_every_name_after_its_form_of_address_is_found(form, name):
    assert kinds_in(f"Das war {form} {name}, glaube ich.") == ["name"]


@given(st.lists(st.one_of(phone_numbers(), plates(), ibans(), mails), min_size=2, max_size=6))
def test_all_are_found_not_only_the_first(things):
    assert len(find_personal("; dann ".join(things))) >= len(things)


@given(st.text(max_size=300))
def test_whatever_is_typed_spans_are_true_and_apart(text):
    findings = find_personal(text)

    assert all(text[finding.start : finding.end] == finding.text for finding in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))


@given(st.text("Aa0 1+-@./(Frau Müller)\n", max_size=300))
def test_texts_of_nothing_but_odd_signs_do_no_harm(text):
    redact(text, find_personal(text))


@given(st.lists(st.one_of(phone_numbers(), plates(), ibans(), mails), min_size=1, max_size=5))
def test_what_is_redacted_is_gone(things):
    text = "Vorn " + ", dann ".join(things) + " hinten"

    shown = redact(text, find_personal(text))

    assert shown.startswith("Vorn ")
    assert shown.endswith(" hinten")
    assert not any(thing in shown for thing in things)


def test_a_long_text_takes_no_time():
    """No pattern may lose itself in its own branches."""
    began = process_time()
    for text in (
        "0" * 4000,
        "a" * 4000,
        "a.b" * 1300,
        "Frau " * 800,
        "A-" * 2000,
        "0 " * 2000,
        "DE00 " * 800,
        "Dr. " * 1000,
    ):
        find_personal(text)

    assert process_time() - began < 2


def test_overlapping_places_are_taken_out_once():
    text = "abcdefghij"
    places = [Finding("name", 2, 6, "cdef"), Finding("phone", 4, 8, "efgh"), Finding("name", 3, 4, "d")]

    assert redact(text, places) == "ab[…]ij"
