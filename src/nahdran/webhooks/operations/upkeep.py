# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What keeps webhooks honest: rows of dead workers, rows without a job, keys that are over, lists that nobody needs any more."""

import structlog
from django.db.models import Q

from nahdran.kit import clock
from nahdran.webhooks.enums import Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from nahdran.webhooks.operations.publishing import enqueue_sending, enqueue_spread
from nahdran.webhooks.queries import endpoints_with_due, unspread
from nahdran.webhooks.rules import KEPT, LOST_AFTER

logger = structlog.get_logger(__name__)
_BATCH = 500


def look_after() -> int:
    """Every minute: queue what is due, what lost its job, and what a dead worker left behind. Returns how many addresses have something due."""
    now = clock.now()
    dead = Dispatch.objects.filter(state=State.SENDING, lease_until__lt=now)
    if count := dead.exclude(event__source="").update(
        state=State.RETRY, lease_until=None, next_attempt_at=now, problem=Problem.WORKER
    ):
        logger.warning("webhooks.worker_died", count=count)
    dead.update(state=State.FAILED, lease_until=None, problem=Problem.WORKER)
    for event in unspread(now - LOST_AFTER)[:_BATCH]:
        enqueue_spread(event)
    return sum(enqueue_sending(pk) for pk in endpoints_with_due(now))


def erase_old() -> int:
    """Every night: what is older than 30 days goes, and with it what never arrived. Returns how many events."""
    now, count = clock.now(), 0
    over = Q(old_key_until__lte=now) & ~Q(sealed_old_key="")
    Endpoint.objects.filter(over).update(sealed_old_key="", old_key_until=None)
    old = Event.objects.filter(at__lt=now - KEPT).order_by("at")
    while ids := list(old.values_list("pk", flat=True)[:_BATCH]):
        Event.objects.filter(pk__in=ids).delete()
        count += len(ids)
    return count
