# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that the town may word itself: ``{% town_text "reports.list_lead" %}`` in the reader's language, or marked as German.

``{% easy_part "reports.list_lead" as easy %}`` is the same in Leichte Sprache for those who have switched it on; for the others it is the switch.
Where ``easy.is_shown``, leave the other text out.
"""

from typing import Any

from django import template
from django.template.loader import render_to_string

from nahdran.kit.language import HOUSE, reader_language
from nahdran.org import easy
from nahdran.org.queries import easy_text, text
from nahdran.ui.language import lang

register = template.Library()


class EasyPart(str):
    """Markup, and whether it says what the page's own text would have said."""

    __slots__ = ("is_shown",)
    is_shown: bool

    def __html__(self) -> str:
        return self


@register.simple_tag
def town_text(key: str) -> Any:
    return lang(text(key))


@register.simple_tag(takes_context=True)
def easy_part(context: template.Context, key: str) -> EasyPart:
    shell = context.get("shell")
    words = easy_text(key) if reader_language() == HOUSE else ""
    is_on = bool(shell and shell.is_easy)
    part = EasyPart("")
    if shell and (words or is_on):
        values = {
            "parts": easy.parts(words) if is_on else [],
            "is_on": is_on,
            "shell": shell,
            "town": context.get("town"),
        }
        part = EasyPart(render_to_string("org/parts/easy.html", values))
    part.is_shown = is_on and bool(words)
    return part
