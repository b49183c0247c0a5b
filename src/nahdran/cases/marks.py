# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The marks of a deadline: when half of it is over, all of it, and half as much again. In working days, counted from the day it is due, so
that a pause that moves the one moves the others. Pure calculation."""

from datetime import datetime

from nahdran.kit.worktime import WorkCalendar

HALF, FULL, FAR = 50, 100, 150
PERCENTS = (HALF, FULL, FAR)


def mark_of(calendar: WorkCalendar, days: int, due_at: datetime, percent: int) -> datetime:
    return due_at if percent == FULL else calendar.shift(due_at, days * (percent - FULL) / 100)


def next_mark(calendar: WorkCalendar, days: int, due_at: datetime, reached: int) -> datetime | None:
    """When the next mark above ``reached`` is; None if there is none."""
    percent = next((each for each in PERCENTS if each > reached), None)
    return None if percent is None else mark_of(calendar, days, due_at, percent)
