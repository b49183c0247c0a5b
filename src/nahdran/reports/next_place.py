# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the next report begins: the place of another one, and where it goes on after that one also its kind and number.

Kept for an hour in this browser, as a proposal for the steps „Ort“ and „Art“. Only a place on the map, rounded to a metre, a kind and a number
that is public anyway; nothing about the person. A draft that has a place of its own keeps it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean_line
from nahdran.reports.queries.geo import parse_point

_COOKIE = "nahdran_naechster_ort"
_PATH = "/maengel/neu/"
_SECONDS = 3600
_LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class NextReport:
    """``after`` is the number of the report that this one follows."""

    place: tuple[float, float]
    category: str = ""
    after: str = ""


def asked_for(request: HttpRequest) -> NextReport | None:
    """What the address of the form says. What makes no sense is left out."""
    point = parse_point(request.GET.get("nahe", ""))
    if point is None:
        return None
    return NextReport(point, _key(request.GET.get("art", "")), _number(request.GET.get("nach", "")))


def keep(response: HttpResponse, found: NextReport) -> HttpResponse:
    lon, lat = found.place
    response.set_cookie(
        _COOKIE,
        f"{lon:.5f},{lat:.5f}|{found.category}|{found.after}",
        max_age=_SECONDS,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )
    return response


def kept(request: HttpRequest) -> NextReport | None:
    point, _, rest = request.COOKIES.get(_COOKIE, "").partition("|")
    place = parse_point(point)
    category, _, after = rest.partition("|")
    return NextReport(place, _key(category), _number(after)) if place else None


def _key(text: str) -> str:
    return clean_line(text)[:_LONGEST_KEY].replace("|", "")


def _number(text: str) -> str:
    try:
        return parse_reference(text)
    except InvalidReference:
        return ""
