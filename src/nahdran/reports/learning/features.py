# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the model sees of a text: its words, pairs of words, and pieces of words. The same functions serve learning and suggesting.

Names, addresses and numbers are taken out before anything is learnt, so that none can lie in the model.
"""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from nahdran.kit.personal import find_personal, redact
from nahdran.kit.text import fold

_WORD = re.compile(r"[a-z]{2,}")
_LONGEST = 2000
_PIECE_FROM, _PIECE_TO = 3, 5

Analyzer = Callable[[str], list[str]]


def plain(text: str) -> list[str]:
    """The words of a text in one spelling, without what looks like personal data and without numbers."""
    text = text[:_LONGEST]
    return _WORD.findall(fold(redact(text, find_personal(text), mark=" ")))


def words(text: str) -> list[str]:
    """Words and pairs of words."""
    found = plain(text)
    return [*found, *(f"{first} {second}" for first, second in pairwise(found))]


def pieces(text: str) -> list[str]:
    """Pieces of words with their edges: they see through mistyped words and German compounds."""
    return [
        edged[start : start + length]
        for word in plain(text)
        for edged in (f" {word} ",)
        for length in range(_PIECE_FROM, _PIECE_TO + 1)
        for start in range(len(edged) - length + 1)
    ]


ANALYZERS: dict[str, Analyzer] = {"words": words, "pieces": pieces}


def counts(analyzer: Analyzer, text: str) -> Counter[str]:
    return Counter(analyzer(text))
