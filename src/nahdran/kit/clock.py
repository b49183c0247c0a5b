# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one place that knows what time it is. Operations take ``now`` from here or from their caller, so tests can freeze it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    return _set.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the operations inside believe that it is ``moment``. Only for the demonstration, whose town has a past."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def today() -> date:
    """The day in the town, not in Greenwich."""
    return timezone.localdate(now())


def local(moment: datetime) -> datetime:
    """The same moment by the clock on the town hall."""
    return timezone.localtime(moment)
