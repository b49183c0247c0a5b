# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""When the next attempt is made, when we give up, and how long a worker may hold a delivery. Pure calculation."""

import random
from datetime import datetime, timedelta

# A worker that has not finished by then counts as dead. Longer than all time-outs of one attempt together.
LEASE = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(days=3)
ERASE_AFTER = timedelta(days=30)
_MINUTES = (1, 5, 15, 60, 180, 480)
_JITTER = 0.2


def delay_after(attempts: int, *, chance: float | None = None) -> timedelta:
    """The wait after the given number of failed attempts, longer each time, up to a fifth earlier or later.

    The jitter spreads what failed together, so that a mail server that comes back is not run over.
    """
    minutes = _MINUTES[min(max(attempts, 1), len(_MINUTES)) - 1]
    chance = random.random() if chance is None else chance  # noqa: S311  no secret hangs on it
    return timedelta(minutes=minutes * (1 - _JITTER + 2 * _JITTER * chance))


def next_attempt(*, attempts: int, queued_at: datetime, now: datetime) -> datetime | None:
    """The moment of the next attempt; None when three days are over and we give up."""
    moment = now + delay_after(attempts)
    return moment if moment <= queued_at + GIVE_UP_AFTER else None
