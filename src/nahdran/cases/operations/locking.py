# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking a case for a change: locked, compared with what the sender has seen, and marked as changed at the end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from nahdran.cases.models import Case
from nahdran.cases.operations.errors import OutdatedView
from nahdran.kit import clock


def locked(case: Case, base: datetime | None = None) -> Case:
    """The case under a row lock until the end of the transaction; ``base`` is the ``changed_at`` that the sender has seen."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if base is not None and fresh.changed_at != base:
        raise OutdatedView(base)
    return fresh


def touched(case: Case, fields: tuple[str, ...] = (), now: datetime | None = None) -> None:
    """Save ``fields`` and move ``changed_at``, which always grows, even within one tick of the clock."""
    case.changed_at = max(now or clock.now(), case.changed_at + timedelta(microseconds=1))
    case.save(update_fields=["changed_at", *fields])


def tell(signal: Signal, case: Case, **more: Any) -> None:
    """Tell those above after the commit."""
    send: Callable[[], Any] = lambda: signal.send(sender=Case, case_id=case.pk, **more)  # noqa: E731
    transaction.on_commit(send)
