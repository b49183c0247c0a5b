# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments in words, as somebody would say them today: "heute, 9:40 Uhr", "Sonntag, 17:52 Uhr", "15. November, 17:52 Uhr"."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

WEEK = 7
YEAR = 365


def past(moment: datetime, now: datetime) -> str:
    """When something happened."""
    local = timezone.localtime(moment)
    return _("%(day)s, %(time)s Uhr") % {"day": day_of(moment, now), "time": date_format(local, "G:i")}


def short(moment: datetime, now: datetime) -> str:
    """For narrow columns: ``heute 9:40``, ``Mo 8:31``, ``3.11. 8:31``."""
    local = timezone.localtime(moment)
    days = (timezone.localtime(now).date() - local.date()).days
    if days in {0, 1}:
        day = day_of(moment, now)
    else:
        day = date_format(local, "D") if 1 < days < WEEK else date_format(local, "j.n." if days < YEAR else "j.n.y")
    return f"{day} {date_format(local, 'G:i')}"


def day_of(moment: datetime, now: datetime) -> str:
    """The day alone."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    days = (today.date() - local.date()).days
    if days == 0:
        return _("heute")
    if days == 1:
        return _("gestern")
    if 1 < days < WEEK:
        return date_format(local, "l")
    return date_format(local, "j. F" if local.year == today.year else "j. F Y")


def coming(moment: datetime, now: datetime) -> str:
    """When something is due: ``heute 18:00 Uhr``, ``morgen 18:00 Uhr`` or ``Freitag, 27. November``."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    days = (local.date() - today.date()).days
    if days == 0:
        return _("heute %(time)s Uhr") % {"time": date_format(local, "G:i")}
    if days == 1:
        return _("morgen %(time)s Uhr") % {"time": date_format(local, "G:i")}
    return date_format(local, "l, j. F" if local.year == today.year else "j. F Y")
