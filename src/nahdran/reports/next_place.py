# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The place from which somebody wants to report the next thing near by: kept for an hour in this browser, as a proposal for the step „Ort“.

Only a place on the map, rounded to a metre; nothing about the person. A draft that has a place of its own keeps it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from nahdran.reports.queries.geo import parse_point

_COOKIE = "nahdran_naechster_ort"
_PATH = "/maengel/neu/"
_SECONDS = 3600


def keep_place(response: HttpResponse, point: tuple[float, float]) -> HttpResponse:
    response.set_cookie(
        _COOKIE,
        f"{point[0]:.5f},{point[1]:.5f}",
        max_age=_SECONDS,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )
    return response


def kept_place(request: HttpRequest) -> tuple[float, float] | None:
    return parse_point(request.COOKIES.get(_COOKIE, ""))
