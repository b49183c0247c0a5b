# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small numbers are not published: behind one or two reports stands perhaps one person who can be recognised.

A hidden number must not come back by subtraction from a total either, so others are hidden with it (complementary suppression).
"""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

# From this number on it is shown. Nothing at all may be shown too.
SMALLEST = 5
# Hidden together, they must not be so few that the sum gives them away.
_TOGETHER = 2

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def is_small(number: int) -> bool:
    return 0 < number < SMALLEST


def hidden(values: Mapping[Key, int]) -> set[Key]:
    """Which of these numbers must not be shown when their sum is."""
    found = {key for key, value in values.items() if is_small(value)}
    _cover(values, found)
    return found


def hidden_cells(values: Mapping[tuple[Row, Column], int]) -> set[tuple[Row, Column]]:
    """The same for a table of which every line, every column and their sums can be asked for."""
    found = {cell for cell, value in values.items() if is_small(value)}
    lines: dict[tuple[int, Row | Column], dict[tuple[Row, Column], int]] = {}
    for cell, value in values.items():
        for axis in (0, 1):
            lines.setdefault((axis, cell[axis]), {})[cell] = value
    alone = {
        cell
        for line in lines.values()
        if len(filled := [cell for cell, value in line.items() if value > 0]) == 1
        for cell in filled
    }
    before = -1
    while len(found) > before:
        before = len(found)
        for line in lines.values():
            inside = found & line.keys()
            _cover(line, inside, alone)
            found |= inside
    return found


def _cover(values: Mapping[Key, int], found: set[Key], alone: AbstractSet[Key] = frozenset()) -> None:
    """Hide further numbers, the smallest first, until what is hidden cannot be worked out from the sum. Nothing is done where nothing is hidden.

    ``alone`` are those that the sum of their other line tells anyway; they are taken last.
    """
    rest = sorted(
        (key for key, value in values.items() if value > 0 and key not in found),
        key=lambda key: (key in alone, values[key]),
    )
    while found and rest and (len(found) < _TOGETHER or sum(values[key] for key in found) < SMALLEST):
        found.add(rest.pop(0))
