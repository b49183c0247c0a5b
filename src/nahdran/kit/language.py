# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language of the reader, and texts that know their own. What a town has worded itself exists in German for sure, in English perhaps.

Models and queries return ``Worded``; pages say the language where it is another than theirs (``|lang``, WCAG 2.2, 3.1.2).
"""

from typing import Self

from django.utils.translation import get_language

# The language of the house: of the sources, and of everything that a town writes unless it says otherwise.
HOUSE = "de"


class Worded(str):
    """A text with the language it is written in."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str) -> Self:
        worded = super().__new__(cls, text)
        worded.language = language
        return worded

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """For copies; forms copy their labels."""
        return str(self), self.language


def reader_language() -> str:
    """``de`` or ``en``: the language of the page that is being made."""
    return (get_language() or HOUSE)[:2]


def in_reader_language(german: str, english: str) -> Worded:
    """The English version for readers of English if there is one, else the German."""
    return Worded(english, "en") if english and reader_language() == "en" else Worded(german, HOUSE)
