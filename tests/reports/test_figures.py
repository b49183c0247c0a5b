# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic of the statistics: medians from steps, periods that can be compared, and small numbers that cannot be worked out."""

import itertools
import random
from collections import Counter
from datetime import date, timedelta
from statistics import median as exact_median

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from nahdran.reports.figures.numbers import bounds_of, median, step_of
from nahdran.reports.figures.periods import Period
from nahdran.reports.figures.shield import SMALLEST, hidden, hidden_cells, is_small
from nahdran.reports.tables import days_in_words, share_in_words


@given(days=st.floats(0, 500))
def test_a_duration_lies_in_its_step(days):
    low, high = bounds_of(step_of(days))

    assert low <= days
    assert days < high or days >= 403


def test_the_database_counts_in_the_same_steps(db):
    days = [0, 0.24, 0.25, 1, 13.99, 14, 14.5, 59.99, 60, 66.9, 67, 402, 403, 900]
    with connection.cursor() as cursor:
        for number in days:
            cursor.execute("SELECT reports_figure_bucket(%s)", [timedelta(days=number)])
            assert cursor.fetchone()[0] == step_of(number), number


def test_a_median_is_exact_to_half_a_step():
    rng = random.Random(2)
    for longest, error in ((10, 0.125), (50, 0.5), (300, 3.5)):
        days = [rng.uniform(0, longest) for _number in range(801)]
        found = median(Counter(step_of(number) for number in days))
        assert found == pytest.approx(exact_median(days), abs=error)


def test_of_nothing_there_is_no_median():
    assert median(Counter()) is None
    assert median(Counter({3: 0})) is None


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
    ],
)
def test_a_period_is_read_from_its_key_and_written_again(key, start, end):
    period = Period.parse(key)

    assert (period.start, period.end, period.key) == (start, end, key)


@pytest.mark.parametrize("key", ["", "26", "2026-Q5", "2026-13", "2026-1", "0000", "9999", "x" * 50])
def test_nonsense_is_no_period(key):
    assert Period.parse(key) is None


def test_a_running_period_is_compared_by_the_months_that_are_over():
    now, before = Period.parse("2026").compared(date(2026, 11, 20))

    assert (now.start, now.end) == (date(2026, 1, 1), date(2026, 11, 1))
    assert (before.start, before.end) == (date(2025, 1, 1), date(2025, 11, 1))
    assert now.name == "Januar – Oktober 2026"
    assert Period.parse("2026-11").compared(date(2026, 11, 20)) is None
    assert Period.parse("2026-01").compared(date(2026, 11, 20))[1].key == "2025-12"
    assert Period.parse("2026-Q1").compared(date(2026, 11, 20))[1].key == "2025-Q4"


@given(values=st.lists(st.integers(0, 12), max_size=8))
def test_a_hidden_number_cannot_be_worked_out_from_the_sum(values):
    named = dict(enumerate(values))
    out = hidden(named)

    assert {key for key, value in named.items() if is_small(value)} <= out
    # Whoever knows the sum and what is shown knows only what all hidden ones are together.
    together = sum(named[key] for key in out)
    if out and sum(value > 0 for value in values) > 1:
        assert len(out) >= 2
        assert together >= SMALLEST or len(out) == sum(value > 0 for value in values)


@given(
    rows=st.integers(1, 4),
    columns=st.integers(1, 4),
    data=st.data(),
)
def test_nor_from_the_sums_of_lines_and_columns(rows, columns, data):
    cells = {
        cell: data.draw(st.integers(0, 12))
        for cell in itertools.product(range(rows), (f"m{n}" for n in range(columns)))
    }
    out = hidden_cells(cells)

    assert {cell for cell, value in cells.items() if is_small(value)} <= out
    for axis, name in {(axis, cell[axis]) for cell in cells for axis in (0, 1)}:
        line = [cell for cell in cells if cell[axis] == name]
        filled = [cell for cell in line if cells[cell] > 0]
        inside = [cell for cell in line if cell in out]
        assert len(inside) != 1 or len(filled) == 1


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden({"a": 5, "b": 0, "c": 800}) == set()
    assert hidden_cells({("a", 1): 9, ("b", 1): 5}) == set()


def test_one_small_number_takes_the_next_smallest_with_it():
    assert hidden({"a": 2, "b": 40, "c": 7}) == {"a", "c"}


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, "–"), (0.3, "unter 1 Tag"), (1.1, "1 Tag"), (2.6, "2,5 Tage"), (4.0, "4 Tage"), (22.7, "23 Tage")],
)
def test_days_are_not_finer_than_they_were_counted(days, words):
    assert days_in_words(days) == words


def test_a_share_is_a_whole_percentage():
    assert share_in_words(2 / 3) == "67\u00a0%"
    assert share_in_words(None) == "–"
