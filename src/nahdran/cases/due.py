# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clock beside a case: how long until the next promise is due, in words and as a share of a circle. Pure calculation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.cases.moments import coming
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

    @property
    def state(self) -> str:
        """The states that the design system draws."""
        return "" if self.tone == "done" else self.tone


def clock_of(case: Any, now: datetime | None = None) -> DueClock:
    """The clock of a case's next promise."""
    if case.closed_at is not None:
        return DueClock("done", _("abgeschlossen"), 100)
    if case.state.pauses:
        return DueClock("paused", _("angehalten"), 0)
    return running(case.opened_at, case.due_at, now or clock.now())


def clock_of_promise(deadline: Any, *, pauses: bool, now: datetime) -> DueClock:
    """The clock of one promise of a case."""
    if deadline.met_at is not None:
        kept = deadline.met_at <= deadline.due_at
        return DueClock("done" if kept else "late", _("gehalten") if kept else _("zu spät"), 100)
    if pauses:
        return DueClock("paused", _("angehalten"), 0)
    return running(deadline.started_at, deadline.due_at, now)


def running(start: datetime, due_at: datetime, now: datetime) -> DueClock:
    """A clock that runs from ``start`` to ``due_at``."""
    moment = coming(due_at, now)
    if due_at <= now:
        return DueClock("late", _("%(time)s überfällig") % {"time": _span(now - due_at)}, 0, moment)
    share = min(max(round(100 * (due_at - now) / max(due_at - start, HOUR)), 3), 100)
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    if days == 0:
        return DueClock("soon", _("noch %(time)s") % {"time": _span(due_at - now)}, share, moment)
    return DueClock("", ngettext("noch %(count)s Tag", "noch %(count)s Tage", days) % {"count": days}, share, moment)


def _span(length: timedelta) -> str:
    if length >= DAY:
        return ngettext("%(count)s Tag", "%(count)s Tage", length.days) % {"count": length.days}
    if length >= HOUR:
        return _("%(count)s Std.") % {"count": length // HOUR}
    return _("%(count)s Min.") % {"count": max(length // timedelta(minutes=1), 1)}
