# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people type comes out in one spelling."""

from hypothesis import given
from hypothesis import strategies as st

from nahdran.kit.text import clean, clean_line, fold, shorten


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert "\x00" not in clean(text)
    assert "\n" not in clean_line(text)


@given(st.text(), st.integers(10, 80))
def test_shortened_text_is_short(text, length):
    assert len(shorten(text, length)) <= length


def test_umlauts_are_written_out_and_accents_go():
    assert fold("Große Düne, Café") == "grosse duene, cafe"


def test_direction_signs_and_control_signs_go():
    assert clean("abc\u202edef\x07\r\n") == "abcdef"
