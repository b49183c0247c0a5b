# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in Leichte Sprache as pages show them: every line is a sentence of its own. Plain words in, safe markup out; called by the template tags."""

import re
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"\s*[-•]\s+(.+)")


@dataclass(slots=True)
class Part:
    """Lines that belong together: sentences, or the items of a list."""

    is_list: bool
    lines: list[SafeString] = field(default_factory=list)


def parts(text: str) -> list[Part]:
    """Paragraphs and lists. An empty line begins a new paragraph; a list ends where a line is no item."""
    found: list[Part] = []
    begins = True
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            begins = True
            continue
        item = _ITEM.fullmatch(line)
        if begins or not found or found[-1].is_list != bool(item):
            found.append(Part(is_list=bool(item)))
        found[-1].lines.append(_words(item[1] if item else line))
        begins = False
    return found


def _words(line: str) -> SafeString:
    """``**Melden**`` becomes strong; everything else is text."""
    pieces = _STRONG.split(line)
    made = (format_html("<strong>{}</strong>", piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
    return mark_safe("".join(made))  # noqa: S308  every piece is escaped
