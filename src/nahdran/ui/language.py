# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in another language than the page around them say so (WCAG 2.2, 3.1.2), or a screen reader speaks German with an English mouth.

The filters ``lang`` and ``lang_attr`` of every template. In an attribute or a mail's subject there is no place for it: leave them out there.
"""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nahdran.kit.language import reader_language


def _foreign(text: Any, language: str) -> str:
    """The language to say; empty where the page speaks it, or where nobody knows it."""
    wanted = language or getattr(text, "language", "")
    return wanted if text and wanted != reader_language() else ""


def lang(text: Any, language: str = "") -> Any:
    """``{{ category.label|lang }}`` for a text that knows its language, ``{{ case.title|lang:"de" }}`` for one that does not."""
    foreign = _foreign(text, language)
    return format_html('<span lang="{}">{}</span>', foreign, text) if foreign else text


def lang_attr(text: Any, language: str = "") -> SafeString:
    """``<div{{ text|lang_attr }}>``: the same for a whole element, where the text has paragraphs of its own."""
    foreign = _foreign(text, language)
    return format_html(' lang="{}"', foreign) if foreign else SafeString("")
