# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The context processor that brings the municipality into every template."""

from django.http import HttpRequest

from nahdran.org.models import Municipality
from nahdran.org.queries import town as current_town


def town(request: HttpRequest) -> dict[str, Municipality]:
    return {"town": current_town()}
