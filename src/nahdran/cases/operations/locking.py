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
    # Its key stays, so whoever only points to the case (a draft, somebody who looks) need not wait.
    fresh = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    newest(fresh, base)
    return fresh


def locked_together(case: Case, other: Case) -> tuple[Case, Case]:
    """Two cases under their locks, always taken in the order of their ids, so that nobody waits for somebody who waits for them."""
    rows = Case.objects.select_for_update(no_key=True).filter(pk__in=[case.pk, other.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[case.pk], found[other.pk]


def newest(case: Case, base: datetime | None) -> None:
    """Refuse if the case has moved on since ``base``."""
    if base is not None and case.changed_at != base:
        raise OutdatedView(base)


def moment(case: Case) -> datetime:
    """The time of a step: always after the step before, even if the clocks of two machines differ a little.

    So whatever lies behind the ``changed_at`` that somebody has seen is exactly what they have not seen.
    """
    return max(clock.now(), case.changed_at + timedelta(microseconds=1))


def touched(case: Case, at: datetime, fields: tuple[str, ...] = ()) -> None:
    """Save ``fields`` and move ``changed_at`` to the time of this step."""
    case.changed_at = at
    case.save(update_fields=["changed_at", *fields])


def tell(signal: Signal, case: Case, **more: Any) -> None:
    """Tell those above after the commit."""
    send: Callable[[], Any] = lambda: signal.send(sender=Case, case_id=case.pk, **more)  # noqa: E731
    transaction.on_commit(send)
