# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a person reads the pages in Leichte Sprache where it exists: a cookie, as for light and dark."""

from django.http import HttpRequest

EASY_COOKIE = "nahdran_leicht"


def easy_is_on(request: HttpRequest) -> bool:
    return request.COOKIES.get(EASY_COOKIE) == "an"
