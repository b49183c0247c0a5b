# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clock beside a case: how long until the next promise is due, in words and as a share of a circle. Pure calculation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.kit import clock

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueClock:
    """``tone`` is "", soon, late, paused or done; ``share`` is what is left of the circle, 0 to 100; ``at`` the moment in words."""

    tone: str
    label: str
    share: int
    at: str = ""


def clock_of(case: Any, now: datetime | None = None) -> DueClock:
    """The clock of a case's next promise."""
    if case.closed_at is not None:
        return DueClock("done", _("abgeschlossen"), 100)
    if case.state.pauses:
        return DueClock("paused", _("angehalten"), 0)
    return running(case.opened_at, case.due_at, now or clock.now())


def running(start: datetime, due_at: datetime, now: datetime) -> DueClock:
    """A clock that runs from ``start`` to ``due_at``."""
    moment = words_for(due_at, now)
    if due_at <= now:
        return DueClock("late", _("%(time)s überfällig") % {"time": _span(now - due_at)}, 0, moment)
    share = round(100 * (due_at - now) / max(due_at - start, HOUR))
    is_today = timezone.localdate(due_at) == timezone.localdate(now)
    if is_today:
        return DueClock("soon", _("noch %(time)s") % {"time": _span(due_at - now)}, min(max(share, 3), 100), moment)
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    label = ngettext("noch %(count)s Tag", "noch %(count)s Tage", days) % {"count": days}
    return DueClock("", label, min(max(share, 3), 100), moment)


def words_for(moment: datetime, now: datetime) -> str:
    """``heute 18:00``, ``morgen 18:00`` or ``Freitag, 27. November``."""
    local = timezone.localtime(moment)
    days = (local.date() - timezone.localdate(now)).days
    if days == 0:
        return _("heute %(time)s Uhr") % {"time": date_format(local, "G:i")}
    if days == 1:
        return _("morgen %(time)s Uhr") % {"time": date_format(local, "G:i")}
    return date_format(local, "l, j. F") if local.year == timezone.localtime(now).year else date_format(local, "j. F Y")


def _span(length: timedelta) -> str:
    if length >= DAY:
        return ngettext("%(count)s Tag", "%(count)s Tage", length.days) % {"count": length.days}
    if length >= HOUR:
        return _("%(count)s Std.") % {"count": length // HOUR}
    return _("%(count)s Min.") % {"count": max(length // timedelta(minutes=1), 1)}
