# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The situations in force. Every page of citizens asks, so the answer is kept for a few seconds."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from nahdran.kit import clock
from nahdran.reports.kept import Kept
from nahdran.reports.models import Situation

_kept: "Kept[list[ActiveSituation]]" = Kept()


@dataclass(frozen=True, slots=True)
class ActiveSituation:
    """In the language of the reader."""

    key: str
    label: str
    text: str
    easy: str
    numbers: str
    until: datetime
    offer: str
    categories: frozenset[int]


def active_situations() -> list[ActiveSituation]:
    """Those in force now, in their order. Two queries at the first page, then none for some seconds."""
    now = clock.now()
    return [entry for entry in _kept.get("", _read) if entry.until > now]


def _read() -> list[ActiveSituation]:
    rows = Situation.objects.filter(active_until__gt=clock.now()).prefetch_related("categories")
    german = (get_language() or "de").startswith("de")
    return [
        ActiveSituation(
            key=row.key,
            label=row.label,
            text=row.text,
            easy=row.banner_easy if german else "",
            numbers=row.numbers_text,
            until=row.active_until,
            offer=row.offer,
            categories=frozenset(category.pk for category in row.categories.all()),
        )
        for row in rows
        if row.active_until is not None
    ]
