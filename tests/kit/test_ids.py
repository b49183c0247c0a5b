# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""References find typing mistakes; codes can be read out."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nahdran.kit.ids import CODE_LETTERS, InvalidReference, format_reference, new_code, parse_reference

references = st.builds(
    format_reference,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4),
    st.integers(2020, 2099),
    st.integers(1, 999_999),
)


@given(references)
def test_a_reference_is_read_back(reference):
    assert parse_reference(reference) == reference


@given(references)
def test_spelling_does_not_matter(reference):
    assert parse_reference(f"  {reference.lower().replace('-', ' ')} ") == reference
    assert parse_reference(reference.replace("-", "")) == reference


@given(references, st.data())
def test_one_wrong_digit_is_found(reference, data):
    body = reference[:-2]
    places = [index for index, sign in enumerate(body) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != reference[place])

    with pytest.raises(InvalidReference):
        parse_reference(reference[:place] + digit + reference[place + 1 :])


@given(references, st.data())
def test_two_swapped_digits_are_found(reference, data):
    places = [
        i
        for i in range(len(reference) - 3)
        if reference[i].isdigit() and reference[i + 1].isdigit() and reference[i] != reference[i + 1]
    ]
    assume(places)
    i = data.draw(st.sampled_from(places))

    with pytest.raises(InvalidReference):
        parse_reference(reference[:i] + reference[i + 1] + reference[i] + reference[i + 2 :])


@given(st.text(max_size=40))
def test_any_other_text_is_refused_or_a_reference(text):
    try:
        assert parse_reference(parse_reference(text))
    except InvalidReference:
        return


def test_codes_use_signs_that_cannot_be_confused():
    code = new_code(400)

    assert set(code) <= set(CODE_LETTERS)
    assert not set("IO01") & set(code)
