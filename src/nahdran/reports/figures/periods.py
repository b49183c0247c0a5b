# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The periods of the statistics: years, quarters and months, each with the one before it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

_KEY = re.compile(r"^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$")
_YEAR, _QUARTER = 12, 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """So many months from the first of one. ``months`` is 12, 3 or 1; a part of a running period has any number."""

    start: date
    months: int

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """``2026``, ``2026-Q4`` or ``2026-11``; None if it is none of these."""
        match = _KEY.match(key)
        if match is None or not date.min.year < int(match[1]) < date.max.year:
            return None
        year = int(match[1])
        if match[2]:
            return cls(date(year, int(match[2]) * _QUARTER - 2, 1), _QUARTER)
        return cls(date(year, int(match[3]), 1), 1) if match[3] else cls(date(year, 1, 1), _YEAR)

    @classmethod
    def year(cls, day: date) -> Self:
        return cls(date(day.year, 1, 1), _YEAR)

    @property
    def end(self) -> date:
        """The first day that does not belong to it."""
        return moved(self.start, self.months)

    @property
    def key(self) -> str:
        if self.months == _YEAR:
            return str(self.start.year)
        if self.months == _QUARTER:
            return f"{self.start.year}-Q{(self.start.month + 2) // _QUARTER}"
        return f"{self.start.year}-{self.start.month:02}"

    @property
    def name(self) -> str:
        if self.months == _YEAR:
            return str(self.start.year)
        if self.months == _QUARTER:
            return _("%(number)d. Quartal %(year)d") % {
                "number": (self.start.month + 2) // _QUARTER,
                "year": self.start.year,
            }
        if self.months == 1:
            return f"{MONTHS[self.start.month]} {self.start.year}"
        last = moved(self.end, -1)
        return f"{MONTHS[self.start.month]} – {MONTHS[last.month]} {last.year}"

    @property
    def before(self) -> "Period":
        """The same length right before it."""
        return Period(moved(self.start, -self.months), self.months)

    def each_month(self) -> list[date]:
        return [moved(self.start, number) for number in range(self.months)]

    def compared(self, today: date) -> "tuple[Period, Period] | None":
        """What can be compared fairly: the months of it that are over, with as many from the beginning of the period before. None if none is."""
        over = min(self.months, (today.year - self.start.year) * 12 + today.month - self.start.month)
        if over < 1:
            return None
        return Period(self.start, over), Period(self.before.start, over)


def moved(day: date, months: int) -> date:
    """The first of the month that lies so many months away."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
