# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registries refuse a key twice and name what there is."""

import pytest

from nahdran.kit.registry import Registry, UnknownKey


def test_items_come_in_their_order():
    registry = Registry("things", order=lambda item: item[1])
    registry.register("b", ("b", 1))
    registry.register("a", ("a", 2))

    assert [key for key, _ in registry] == ["b", "a"]


def test_a_taken_key_is_refused_unless_it_is_the_same_item():
    registry = Registry("things")
    item = registry.register("a", object())

    registry.register("a", item)
    with pytest.raises(ValueError, match="'a' is taken"):
        registry.register("a", object())


def test_an_unknown_key_lists_the_known_ones():
    registry = Registry("things")
    registry.register("a", 1)
    registry.register("b", 2)

    with pytest.raises(UnknownKey, match=r"nothing is registered as 'c'. Known: a, b"):
        registry.get("c")
