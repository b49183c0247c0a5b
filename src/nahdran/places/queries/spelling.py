# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mends one wrong, missing, doubled or swapped letter in a word of a search, by the words that occur in the town's names.

Each process keeps an index of these words with one letter left out (the idea of SymSpell); a look-up costs microseconds.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import connection

from nahdran.places.queries.areas import current_version

# Shorter words have too many neighbours.
_SHORTEST = 4
_WORDS = "SELECT search FROM places_street UNION SELECT search FROM places_placename"


class _Index:
    def __init__(self, version: str, known: set[str]) -> None:
        self.version = version
        self.known = known
        self.beginnings = {word[:length] for word in known for length in range(1, len(word) + 1)}
        self.shortened: dict[str, set[str]] = defaultdict(set)
        for word in known:
            for variant in (word, *_shortened(word)):
                self.shortened[variant].add(word)

    def mend(self, word: str) -> str:
        """The known word that differs by one letter; the word itself where it begins a known one or nothing is near."""
        if len(word) < _SHORTEST or word in self.beginnings:
            return word
        near = {found for variant in (word, *_shortened(word)) for found in self.shortened.get(variant, ())}
        near = {found for found in near if abs(len(found) - len(word)) <= 1}
        return min(near, key=lambda found: (found[0] != word[0], abs(len(found) - len(word)), found), default=word)


class _Kept:
    index = _Index("", set())


def corrected(typed: tuple[str, ...]) -> tuple[str, ...]:
    """The words, each mended if it needs to be."""
    version = current_version()
    if _Kept.index.version != version:
        with connection.cursor() as cursor:
            cursor.execute(_WORDS)
            _Kept.index = _Index(
                version, {word for (text,) in cursor.fetchall() for word in text.split() if not word.isdigit()}
            )
    return tuple(_Kept.index.mend(word) for word in typed)


def _shortened(word: str) -> Iterator[str]:
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]
