# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments in words, as somebody would say them today: "heute, 9:40 Uhr", "Sonntag, 17:52 Uhr", "15. November, 17:52 Uhr"."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from nahdran.kit.dates import (
    clock_time,
    day,
    day_month,
    long_day_month,
    tiny_day,
    tiny_day_month,
    tiny_weekday,
    weekday,
)

WEEK = 7
YEAR = 365


def past(moment: datetime, now: datetime) -> str:
    """When something happened."""
    return _("%(day)s, %(time)s Uhr") % {"day": day_of(moment, now), "time": clock_time(moment)}


def short(moment: datetime, now: datetime) -> str:
    """For narrow columns: ``heute 9:40``, ``Mo 8:31``, ``3.11. 8:31``."""
    days = _days(moment, now)
    if days in {0, 1}:
        when = day_of(moment, now)
    elif 1 < days < WEEK:
        when = tiny_weekday(moment)
    else:
        when = tiny_day_month(moment) if days < YEAR else tiny_day(moment)
    return f"{when} {clock_time(moment)}"


def day_of(moment: datetime, now: datetime) -> str:
    """The day alone."""
    days = _days(moment, now)
    if days == 0:
        return _("heute")
    if days == 1:
        return _("gestern")
    if 1 < days < WEEK:
        return weekday(moment)
    return day_month(moment) if _same_year(moment, now) else day(moment)


def coming(moment: datetime, now: datetime) -> str:
    """When something is due: ``heute 18:00 Uhr``, ``morgen 18:00 Uhr`` or ``Freitag, 27. November``."""
    days = -_days(moment, now)
    if days == 0:
        return _("heute %(time)s Uhr") % {"time": clock_time(moment)}
    if days == 1:
        return _("morgen %(time)s Uhr") % {"time": clock_time(moment)}
    return long_day_month(moment) if _same_year(moment, now) else day(moment)


def _days(moment: datetime, now: datetime) -> int:
    return (timezone.localtime(now).date() - timezone.localtime(moment).date()).days


def _same_year(moment: datetime, now: datetime) -> bool:
    return timezone.localtime(moment).year == timezone.localtime(now).year
