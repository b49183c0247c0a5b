# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Placeholders in wordings. Only the ones listed here are filled in; everything else in curly brackets stays as it was typed.

Each has a German name, which the desk shows, and an English one.
"""

import re
from collections.abc import Mapping

PLACEHOLDERS = {
    "vorgangsnummer": "reference",
    "titel": "title",
    "ort": "place",
    "einheit": "unit",
    "name": "name",
}
_FIELD = re.compile(r"\{\s*(\w+)\s*\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the known placeholders filled in. A missing name leaves no gap: "Guten Tag {name}," becomes "Guten Tag,"."""

    def value(found: re.Match[str]) -> str:
        key = found[1].lower()
        key = PLACEHOLDERS.get(key, key)
        return values.get(key, "") if key in PLACEHOLDERS.values() else found[0]

    return re.sub(r"[ \t]+([,.!?;:])", r"\1", _FIELD.sub(value, text))


def unknown(text: str) -> list[str]:
    """Names in curly brackets that nobody fills in."""
    known = {*PLACEHOLDERS, *PLACEHOLDERS.values()}
    return sorted({name for name in _FIELD.findall(text) if name.lower() not in known})
