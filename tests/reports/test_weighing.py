# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic that brings text, place and thing together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.reports.learning.evidence import combine, fade, ratios, thing_ratios, trust_in_things

shares_of_kinds = st.lists(st.floats(0.0001, 1), min_size=2, max_size=8)


@given(
    shares_of_kinds,
    st.lists(st.floats(0, 500), min_size=8, max_size=8),
    st.lists(st.floats(0, 500), min_size=8, max_size=8),
    st.floats(0.5, 100),
    st.floats(0, 1),
)
def test_whatever_lies_around_shares_stay_shares_and_no_kind_is_ruled_out(base, near, district, strength, weight):
    count = len(base)
    town = np.array(base) / sum(base)
    ratio = ratios(town, np.array(near[:count]), np.array(district[:count]), strength)

    both = combine(town, ratio, weight)

    assert both.sum() == pytest.approx(1)
    assert (both > 0).all()
    assert (both >= town / 100.001).all(), "ten times less likely at the most, while another is ten times likelier"


@given(shares_of_kinds, st.integers(0, 1000), st.integers(0, 1000))
def test_a_thing_raises_its_kinds_and_leaves_the_others_possible(base, reports, of_list):
    town = np.array(base) / sum(base)
    its = np.arange(len(base)) == 0
    trust = trust_in_things(reports, min(of_list, reports))

    both = combine(town, thing_ratios(town, its, trust), 1.0)

    assert 0 < trust < 1
    assert both.sum() == pytest.approx(1)
    assert both[0] == pytest.approx(trust)
    assert (both > 0).all()


@given(shares_of_kinds)
def test_where_nothing_is_known_the_text_decides(base):
    town = np.array(base) / sum(base)
    nothing = np.zeros_like(town)

    assert combine(town, ratios(town, nothing, nothing, 5.0), 1.0) == pytest.approx(town)
    assert combine(town, thing_ratios(town, nothing > 0, 0.95), 1.0) == pytest.approx(town)


def test_nearer_reports_count_more():
    assert list(fade(np.array([0.0, 150.0, 300.0, 900.0]))) == [1.0, 0.5, 0.0, 0.0]
