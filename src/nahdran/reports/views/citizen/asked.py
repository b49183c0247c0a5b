# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an address of the public side asks for. List, map, feeds, exports, print and frame read the same words, so each is a twin of the list.

Nonsense in an address is passed over: an old or broken link still shows something.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from nahdran.kit.text import clean_line
from nahdran.reports.queries.geo import parse_frame, parse_point, parse_ring
from nahdran.reports.queries.public import OPEN, STATES, Filters
from nahdran.ui.forms import DAY_FORMATS

LONGEST = 100
_LONGEST_RING = 1400
# What narrows the choice, and what only says how it is shown.
NARROWING = (
    "stand", "gruppe", "art", "ortsteil", "q", "von", "bis", "tage", "foto", "bbox", "nahe", "umkreis", "gebiet",
)  # fmt: skip
VIEWING = ("karte", "nadeln")
_LARGEST_RADIUS_M = 20_000
_MOST_DAYS = 3660
_FARTHEST, _NEAREST = 6, 20
_FIRST_YEAR, _LAST_YEAR = 1990, 2199


class Asked:
    """The choice in an address, and addresses that ask for something slightly different."""

    def __init__(self, request: HttpRequest) -> None:
        self.raw = {name: clean_line(request.GET.get(name, ""))[: _longest(name)] for name in (*NARROWING, *VIEWING)}
        self.path = reverse("reports:list")

    @property
    def filters(self) -> Filters:
        raw = self.raw
        return Filters(
            state=raw["stand"] if raw["stand"] in STATES else OPEN,
            group=raw["gruppe"],
            category=raw["art"],
            district=raw["ortsteil"],
            text=raw["q"],
            frame=parse_frame(raw["bbox"]),
            near=parse_point(raw["nahe"]),
            metres=_number(raw["umkreis"], _LARGEST_RADIUS_M),
            ring=parse_ring(raw["gebiet"]),
            since=_day(raw["von"]),
            until=_day(raw["bis"]),
            days=_number(raw["tage"], _MOST_DAYS),
            photo=bool(raw["foto"]),
        )

    def parameters(self, **changed: str) -> dict[str, str]:
        return {name: value for name, value in {**self.raw, **changed}.items() if value}

    def narrowing(self, **changed: str) -> dict[str, str]:
        """Without what only says how the page is shown."""
        return {name: value for name, value in self.parameters(**changed).items() if name not in VIEWING}

    def address(self, **changed: str) -> str:
        """The same list with something changed; it starts at its first page again unless ``seite`` is given."""
        return joined(self.path, self.parameters(**changed))

    def of(self, name: str, **changed: str) -> str:
        """The same choice in another form: ``name`` is the address of a feed, an export, the frame or the print view."""
        return joined(reverse(name), self.narrowing(**changed))


def joined(path: str, parameters: dict[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def parse_view(text: str) -> tuple[float, float, float] | None:
    """``lon,lat,zoom`` of a map; nothing if it is none."""
    place, _comma, zoom = text.rpartition(",")
    point = parse_point(place)
    level = _tried(float, zoom)
    return (*point, level) if point and level is not None and _FARTHEST <= level <= _NEAREST else None


def _longest(name: str) -> int:
    return _LONGEST_RING if name == "gebiet" else LONGEST


def _number(text: str, most: int) -> int | None:
    """A whole number from 1 to ``most``; a larger one counts as ``most``."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        return None
    return min(int(text), most) or None


def _day(text: str) -> date | None:
    """``2026-11-20``, or as people write it where a browser has no field for days."""
    for pattern in DAY_FORMATS:
        found = _tried(lambda typed: datetime.strptime(typed, pattern).date(), text)  # noqa: B023, DTZ007  called at once; a day has no zone
        if found and _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    return None


def _tried(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None
