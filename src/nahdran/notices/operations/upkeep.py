# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What keeps the outbox honest: rows of dead workers, rows whose job got lost, contents nobody needs any more. Run by the worker's clock."""

from datetime import timedelta

import structlog
from django.db import transaction

from nahdran.kit import clock
from nahdran.notices import queries
from nahdran.notices.channels.registry import channels
from nahdran.notices.enums import Outcome, Phase
from nahdran.notices.models import Attempt, Delivery
from nahdran.notices.operations.dispatch import conclude
from nahdran.notices.operations.queueing import enqueue
from nahdran.notices.rules import ERASE_AFTER
from nahdran.notices.texts import DIED_AFTER, DIED_BEFORE

logger = structlog.get_logger(__name__)

BATCH = 500
# A job that is due normally starts within seconds; only then it counts as lost.
LOST_AFTER = timedelta(minutes=2)


def recover_abandoned() -> int:
    """Decide about the rows of workers that died: handed over perhaps means uncertain, not yet handed over means once more."""
    count = 0
    for delivery_id in queries.abandoned(clock.now())[:BATCH]:
        count += _recover(delivery_id)
    return count


@transaction.atomic
def _recover(delivery_id: int) -> int:
    row = queries.abandoned_rows(clock.now()).select_for_update(skip_locked=True).filter(pk=delivery_id).first()
    if row is None:
        return 0
    attempt = Attempt.objects.get(delivery=row, number=row.attempt_count)
    handed_over = attempt.phase != Phase.BEFORE_DATA
    conclude(attempt.pk, Outcome.UNKNOWN if handed_over else Outcome.LATER, DIED_AFTER if handed_over else DIED_BEFORE)
    logger.warning("notices.worker_died", delivery=delivery_id, handed_over=handed_over)
    return 1


def requeue_due() -> int:
    """Queue due rows that have no job: the queue was lost or restored, or the channel was not configured when their turn came."""
    ready = [channel.key for channel in channels if channel.is_ready()]
    rows = queries.due_without_job(clock.now() - LOST_AFTER, ready)
    return sum(enqueue(delivery_id) for delivery_id in rows[:BATCH])


def erase_old() -> int:
    """Erase address, text and answers of deliveries that are finished for 30 days. That a message left, and when, stays."""
    now = clock.now()
    count = 0
    while ids := list(queries.to_erase(now - ERASE_AFTER)[:BATCH]):
        with transaction.atomic():
            Attempt.objects.filter(delivery__in=ids).update(detail="")
            rows = Delivery.objects.filter(pk__in=ids)
            count += rows.update(
                address="", recipient_name="", subject="", text="", html="", headers={}, last_error="", erased_at=now
            )
    return count
