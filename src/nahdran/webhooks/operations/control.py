# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator may decide about deliveries: once more, one of them or all that did not arrive."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.webhooks.enums import TEST, State
from nahdran.webhooks.models import Dispatch, Endpoint
from nahdran.webhooks.operations.publishing import enqueue_sending

AGAIN = (State.SENT, State.FAILED, State.RETRY, State.DROPPED)


@transaction.atomic
def resend(*, dispatch: Dispatch, actor: User | None) -> bool:
    """Put one on its way again under the same id. False if it is under way, or was a test."""
    return bool(_again(dispatch.endpoint_id, {"pk": dispatch.pk, "state__in": AGAIN}, actor))


@transaction.atomic
def resend_failed(*, endpoint: Endpoint, actor: User | None) -> int:
    """Everything that was given up. Returns how many."""
    return _again(endpoint.pk, {"state": State.FAILED}, actor)


def _again(endpoint_id: int, which: dict[str, object], actor: User | None) -> int:
    """An address that is not in use gets nothing, so nothing is put on its way to it."""
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    if not endpoint.is_active:
        return 0
    now = clock.now()
    rows = Dispatch.objects.filter(endpoint=endpoint, **which).exclude(kind=TEST)
    count = rows.update(
        state=State.WAITING,
        attempt_count=0,
        next_attempt_at=now,
        queued_at=now,
        sent_at=None,
        problem="",
        http_status=None,
    )
    if count:
        endpoint.rests_until = None
        endpoint.save(update_fields=["rests_until"])
        record(action="webhooks.sent_again", actor=actor, obj=endpoint, data={"count": count})
        enqueue_sending(endpoint.pk)
    return count
