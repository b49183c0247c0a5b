# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``{% town_text "reports.thanks" %}``: a text that the town may word itself, in the reader's language, or marked as German."""

from typing import Any

from django import template

from nahdran.org.queries import text
from nahdran.ui.language import lang

register = template.Library()


@register.simple_tag
def town_text(key: str) -> Any:
    return lang(text(key))
