# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How street names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.places.rules import house_number_parts, name_key, search_text, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haupt Str. 3", ["haupt", "strasse", "3"]),
        ("Hauptstr. 3a", ["hauptstrasse", "3a"]),
        ("Müller-Lüdenscheidt-Weg", ["mueller", "luedenscheidt", "weg"]),
        ("  Große   Gasse ", ["grosse", "gasse"]),
        ("Stra", ["stra"]),
        ("", []),
    ],
)
def test_words_are_folded_and_written_out(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_joined_street_name_is_found_by_its_parts_and_a_split_one_joined() -> None:
    assert {"hauptstrasse", "haupt", "strasse"} <= set(search_text("Hauptstraße").split())
    assert "birkerstrasse" in search_text("Birker Straße").split()


@pytest.mark.parametrize("other", ["Birker Str.", "birker straße", "Birker-Strasse", "BIRKER STRASSE"])
def test_spellings_of_one_street_have_one_key(other: str) -> None:
    assert name_key(other) == name_key("Birker Straße")


@pytest.mark.parametrize(
    ("text", "parts"), [("12 a", (12, "a")), ("7", (7, "")), ("12-14", (12, "-14")), ("bei 3", (0, "bei3"))]
)
def test_house_numbers_are_taken_apart(text: str, parts: tuple[int, str]) -> None:
    assert house_number_parts(text) == parts


@given(st.text(max_size=200))
def test_words_hold_nothing_that_could_disturb_a_query(text: str) -> None:
    found = words(text)
    assert len(found) <= 8
    assert all(word.isascii() and word.isalnum() for word in found)
