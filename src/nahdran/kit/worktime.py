# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working days: the calendar of a Land with its public holidays and the town's own closing days.

Pure calculation on local dates, so a change to summer time moves nothing. Who needs it gets a calendar from ``org``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


@lru_cache(maxsize=64)
def public_holidays(land: str, year: int) -> frozenset[date]:
    """The public holidays of a Land (``NW``, ``BY`` ...) in one year."""
    if land not in LAENDER:
        raise ValueError(f"Unknown Land {land!r}. Known: {', '.join(LAENDER)}.")
    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))


def named_holidays(land: str, year: int, language: str = "de") -> dict[date, str]:
    """The same days with what they are called; for people who read, not for clocks."""
    spoken = "en_US" if language == "en" else "de"
    named = holidays.country_holidays("DE", subdiv=land, years=year, language=spoken)
    # The package knows American names only; our English is British.
    return {day: name.replace("Labor Day", "Labour Day") for day, name in named.items()}


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday except holidays and closing days; the working day begins at ``opens`` and ends at ``closes``."""

    land: str
    closures: frozenset[date] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    closes: time = time(18, 0)
    opens: time = time(8, 0)

    @classmethod
    def of(cls, land: str, closures: Iterable[date] = ()) -> "WorkCalendar":
        return cls(land=land, closures=frozenset(closures))

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closures and day not in public_holidays(self.land, day.year)

    def add_working_days(self, start: date, days: int) -> date:
        """The day that lies ``days`` working days after ``start``; ``start`` itself does not count."""
        day = start
        left = days
        while left > 0:
            day += timedelta(days=1)
            if self.is_working_day(day):
                left -= 1
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end`` (negative if ``end`` is earlier)."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def due_at(self, start: datetime, days: int) -> datetime:
        """The end of the working day that lies ``days`` working days after ``start``, in local wall time."""
        day = self.add_working_days(start.astimezone(self.zone).date(), days)
        return datetime.combine(day, self.closes, tzinfo=self.zone)

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """The moment at which ``hours`` hours of working days have passed since ``start``; nights and free days do not count."""
        now, left = start.astimezone(self.zone), timedelta(hours=hours)
        while True:
            begin, end = (datetime.combine(now.date(), at, tzinfo=self.zone) for at in (self.opens, self.closes))
            if self.is_working_day(now.date()) and now < end:
                begin = max(begin, now)
                # Both on one day and with one offset: no clock is put forward in working hours.
                if left <= end - begin:
                    return begin + left
                left -= end - begin
            now = datetime.combine(now.date() + timedelta(days=1), self.opens, tzinfo=self.zone)

    def shift(self, moment: datetime, days: float) -> datetime:
        """``moment`` moved by working days, back if negative. Whole days keep the time of day; of a part, only hours on working days count."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        step = timedelta(days=1 if days >= 0 else -1)
        for _number in range(int(abs(days))):
            local += step
            while not self.is_working_day(local.date()):
                local += step
        left = timedelta(days=abs(days) % 1)
        return (self._on(local, left) if days >= 0 else self._back(local, left)).replace(tzinfo=self.zone)

    def _on(self, local: datetime, left: timedelta) -> datetime:
        while left:
            midnight = datetime.combine(local.date() + timedelta(days=1), time.min)
            there = midnight - local if self.is_working_day(local.date()) else timedelta(0)
            if left <= there:
                return local + left
            local, left = midnight, left - there
        return local

    def _back(self, local: datetime, left: timedelta) -> datetime:
        while left:
            midnight = datetime.combine((local - timedelta(microseconds=1)).date(), time.min)
            there = local - midnight if self.is_working_day(midnight.date()) else timedelta(0)
            if left <= there:
                return local - left
            local, left = midnight, left - there
        return local
