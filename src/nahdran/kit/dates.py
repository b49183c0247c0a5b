# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and times as the reader's language writes them. The only place that turns a moment into text for people.

Views and tables call these, templates have them as filters (``nahdran.ui.templatetags.ui``). The patterns lie in ``kit/formats/<language>``.
Moments are shown by the clock on the town hall. No value, no text.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.formats import date_format

from nahdran.kit import clock

Day = date | datetime | None


def _write(value: Day, pattern: str) -> str:
    if not value:
        return ""
    return date_format(clock.local(value) if isinstance(value, datetime) and value.tzinfo else value, pattern)


def day(value: Day) -> str:
    """``20. November 2026``"""
    return _write(value, "DATE_FORMAT")


def day_month(value: Day) -> str:
    """``20. November``: where the year is plain."""
    return _write(value, "MONTH_DAY_FORMAT")


def long_day(value: Day) -> str:
    """``Freitag, 20. November 2026``"""
    return _write(value, "LONG_DATE_FORMAT")


def long_day_month(value: Day) -> str:
    """``Freitag, 20. November``"""
    return _write(value, "LONG_MONTH_DAY_FORMAT")


def short_day(value: Day) -> str:
    """``20.11.2026``: in tables."""
    return _write(value, "SHORT_DATE_FORMAT")


def tiny_day(value: Day) -> str:
    """``3.11.26``: in narrow columns."""
    return _write(value, "TINY_DATE_FORMAT")


def tiny_day_month(value: Day) -> str:
    """``3.11.``: in narrow columns, where the year is plain."""
    return _write(value, "TINY_MONTH_DAY_FORMAT")


def month(value: Day) -> str:
    """``November 2026``"""
    return _write(value, "YEAR_MONTH_FORMAT")


def weekday(value: Day) -> str:
    """``Freitag``"""
    return _write(value, "l")


def tiny_weekday(value: Day) -> str:
    """``Fr``"""
    return _write(value, "D")


def clock_time(value: Day) -> str:
    """``9:40``, without the word "Uhr": that belongs to the sentence around it."""
    return _write(value, "TIME_FORMAT")


def day_time(value: Day) -> str:
    """``20. November 2026, 9:40 Uhr``"""
    return _write(value, "DATETIME_FORMAT")


def short_day_time(value: Day) -> str:
    """``20.11.2026, 09:40``: in tables."""
    return _write(value, "SHORT_DATETIME_FORMAT")


def exact_time(value: Day) -> str:
    """``20.11.2026, 09:40:07``: in logs."""
    return _write(value, "SHORT_DATETIME_SECONDS_FORMAT")


FILTERS: tuple[Callable[[Day], str], ...] = (
    day,
    day_month,
    long_day,
    long_day_month,
    short_day,
    tiny_day,
    clock_time,
    day_time,
    short_day_time,
    exact_time,
)
