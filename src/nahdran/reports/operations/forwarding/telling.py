# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling another system what has become of a report here: taken back, settled, opened again. Queued with the change, sent by the worker."""

from django.db import transaction

from nahdran.cases.models import Case, StatusChange
from nahdran.kit import clock
from nahdran.notices.rules import delay_after
from nahdran.reports.enums import ForwardState
from nahdran.reports.forwarding.base import AnswerMissing, Later, Refused, Update
from nahdran.reports.forwarding.registry import forwarders
from nahdran.reports.models import Forward, ForwardUpdate
from nahdran.reports.queries.forwarding import UnusableSecret, connection_of, due_updates
from nahdran.reports.workflow import EXTERNAL, WORKFLOW

MOST_ATTEMPTS = 8


def queue_status(case: Case) -> int:
    """In the transaction of a change of status: one message to each system that has this report. Returns how many."""
    rows = list(Forward.objects.filter(case=case, state=ForwardState.SENT))
    if not rows:
        return 0
    change = StatusChange.objects.filter(case=case).order_by("-at", "-id").first()
    if change is None or change.end == EXTERNAL:
        return 0
    status = WORKFLOW.status(change.end)
    values = {
        "status": "CLOSED" if status.closes else "OPEN",
        "text": change.public_text or str(status.public_label),
        "at": change.at,
    }
    return sum(
        ForwardUpdate.objects.get_or_create(forward=row, is_incoming=False, number=str(change.pk), defaults=values)[1]
        for row in rows
    )


def tell_due() -> int:
    """Send what waits, the oldest first. Returns how many have left."""
    return sum(_tell(pk) for pk in due_updates(clock.now()))


def _tell(pk: int) -> bool:
    """One message. Its number goes along, so that one sent twice after a lost answer counts once over there."""
    with transaction.atomic():
        found = ForwardUpdate.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk)
        row = found.select_related("forward__partner").first()
        if row is None or not row.forward.remote_number:
            return False
        row.attempt_count += 1
        # Put off before it is sent: a worker that dies leaves a row that is tried again later, not at once.
        row.next_attempt_at = clock.now() + delay_after(row.attempt_count)
        row.save(update_fields=["attempt_count", "next_attempt_at"])
    partner = row.forward.partner
    update = Update(row.number, row.forward.remote_number, row.status, row.text, row.at)
    try:
        told = forwarders.get(partner.kind).tell(connection_of(partner), update, handing_over=lambda: None)
        state = ForwardState.SENT if told else ForwardState.CANCELLED
    except (Later, AnswerMissing):
        state = ForwardState.FAILED if row.attempt_count >= MOST_ATTEMPTS else ForwardState.RETRY
    except (Refused, UnusableSecret):
        state = ForwardState.FAILED
    ForwardUpdate.objects.filter(pk=pk).update(state=state)
    return state == ForwardState.SENT
