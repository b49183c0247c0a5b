# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values that many pages need and that change seldom, kept in the process for a few seconds. Only what everybody may see.

Used for the filters of the public list and the frame of its map, which would otherwise cost more than the list itself.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.utils.translation import get_language

Value = TypeVar("Value")

# Long enough to save the work on nearly every page, short enough that a change in the settings is seen at once.
KEEP_SECONDS = 5.0
# Addresses come from outside, so the store has a lid.
_MOST = 64


class Kept(Generic[Value]):
    """``get(key, make)`` makes a value at most every few seconds for each key and language."""

    everywhere: "list[Kept]" = []

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], tuple[float, Value]] = {}
        Kept.everywhere.append(self)

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        at = (key, get_language() or "")
        found = self._values.get(at)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        value = make()
        if len(self._values) >= _MOST:
            self._values.clear()
        self._values[at] = (time.monotonic() + KEEP_SECONDS, value)
        return value

    def clear(self) -> None:
        self._values.clear()


def forget() -> None:
    """Drop everything; between tests."""
    for kept in Kept.everywhere:
        kept.clear()
