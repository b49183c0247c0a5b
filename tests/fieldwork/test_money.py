# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts as people type them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from nahdran.fieldwork.money import NotMoney, amount, in_euros


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120", "120"), ("120,5", "120.5"), ("120.50", "120.50"), ("1.234", "1234"), ("1,234", "1234"),
        ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1 234,50 €", "1234.50"), ("€ 7", "7"), ("12.345.678,9", "12345678.9"),
    ],
)  # fmt: skip
def test_german_and_english_are_understood(text, value):
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "viel", "-1", "1-2", "nan", "1e5", "²", "٣", "1,2,3x", ","])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotMoney):
        amount(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_what_we_write_we_read(cents):
    for language in ("de", "en"):
        with override(language):
            assert amount(in_euros(cents)) * 100 == cents


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(text):
    with suppress(NotMoney):
        assert amount(text) >= 0
