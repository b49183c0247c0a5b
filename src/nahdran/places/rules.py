# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How names of streets and places are compared: spelling without umlauts, "Str." as "Straße", compound names with their parts.

Used when search texts are stored and when somebody searches, so that both sides speak the same.
"""

import re

from nahdran.kit.text import fold

_NOT_WORD = re.compile(r"[^a-z0-9]+")
# What German street names end with, apart or joined: people type "haupt str" as well as "hauptstr" and "Haupt-Straße".
_ENDINGS = ("strasse", "gasse", "allee", "platz", "ring", "weg")
_MAX_WORDS = 8


def words(text: str) -> list[str]:
    """Folded words, at most eight; ``str`` at the end of a word is written out."""
    found = _NOT_WORD.sub(" ", fold(text)).split()
    return [_written_out(word) for word in found[:_MAX_WORDS]]


def search_text(*names: str) -> str:
    """What is stored to be found: every word, compound words also in parts, parts also joined."""
    result: list[str] = []
    for name in names:
        parts = words(name)
        result += parts
        for index, word in enumerate(parts):
            result += _parts(word)
            if word in _ENDINGS and index:
                result.append(parts[index - 1] + word)
    return " ".join(dict.fromkeys(result))


def name_key(name: str) -> str:
    """Equal for spellings of one street: "Birker Str." and "Birker Straße", "Haupt-Straße" and "Hauptstraße"."""
    return "".join(_written_out(word) for word in _NOT_WORD.sub(" ", fold(name)).split())


def house_number_parts(house_number: str) -> tuple[int, str]:
    """``"12 a"`` as ``(12, "a")``; a number that does not begin with a digit counts as 0."""
    match = re.match(r"\s*(\d{1,5})\s*(.*)", house_number)
    return (int(match[1]), fold(match[2]).replace(" ", "")) if match else (0, fold(house_number).replace(" ", ""))


def _written_out(word: str) -> str:
    if word == "str":
        return "strasse"
    return f"{word}asse" if len(word) > 4 and word.endswith("str") else word


def _parts(word: str) -> list[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [word.removesuffix(ending), ending]
    return []
