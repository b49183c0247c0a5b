# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""When the next collected mail leaves, by the clock on the town hall. Pure calculation."""

from datetime import datetime, time, timedelta

from nahdran.kit import clock
from nahdran.notices.enums import Rhythm

# In the morning, at noon, in the evening: nobody is woken, and no hour is skipped when the clocks change.
HOURS = (7, 12, 18)
DAYS_OF_A_WEEK = 7


def next_moment(rhythm: str, *, weekday: int, hour: int, after: datetime) -> datetime | None:
    """The first moment of this rhythm later than ``after``; None where nothing is collected. Monday is 0."""
    if rhythm == Rhythm.NOW:
        return None
    here = clock.local(after)
    day = here.date()
    if rhythm == Rhythm.WEEKLY:
        day += timedelta(days=(weekday - day.weekday()) % DAYS_OF_A_WEEK)
    moment = datetime.combine(day, time(hour), tzinfo=here.tzinfo)
    step = timedelta(days=DAYS_OF_A_WEEK if rhythm == Rhythm.WEEKLY else 1)
    return moment if moment > here else datetime.combine(day + step, time(hour), tzinfo=here.tzinfo)
