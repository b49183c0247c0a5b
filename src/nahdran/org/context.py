# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The context processor that brings the municipality and its own words for the footer into every template."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nahdran.org.queries import text
from nahdran.org.queries import town as current_town


def town(request: HttpRequest) -> dict[str, Any]:
    return {"town": current_town(), "footer_note": SimpleLazyObject(lambda: text("org.footer_note"))}
