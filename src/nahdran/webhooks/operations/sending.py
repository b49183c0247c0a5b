# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending to one address what is due there, in its order. Called by the worker, never inside a transaction.

Only one worker can claim a row. An attempt whose worker died is made again under the same id, which is how the other side knows doubles.
"""

import json
from datetime import datetime

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import override

from nahdran.kit import clock
from nahdran.kit.outbound import Forbidden, Unreachable, fetch, is_safe
from nahdran.webhooks.enums import TEST, Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from nahdran.webhooks.operations.outcome import Outcome, conclude
from nahdran.webhooks.operations.publishing import enqueue_sending
from nahdran.webhooks.queries import UnusableKey, due, keys_of
from nahdran.webhooks.rules import AT_ONCE, LEASE, MAX_ANSWER, SECONDS, TEST_SECONDS
from nahdran.webhooks.signing import headers_of
from nahdran.webhooks.slots import sources

logger = structlog.get_logger(__name__)
# The house speaks German to programs, whoever has caused the event.
_HOUSE = "de"


def send_due(*, endpoint_id: int) -> int:
    """Send what is due, until nothing is left or the address does not answer. Returns how many arrived."""
    arrived = 0
    for _turn in range(AT_ONCE):
        row = _claim(endpoint_id)
        if row is None:
            return arrived
        outcome = _attempt(row, SECONDS)
        state = conclude(row, outcome)
        arrived += state == State.SENT
        logger.info("webhooks.attempt", dispatch=row.pk, number=row.attempt_count, state=state, status=outcome.status)
    enqueue_sending(endpoint_id)
    return arrived


def send_test(*, endpoint: Endpoint) -> Dispatch:
    """Send an event that says nothing, now, whether the address is in use or not. It is never repeated."""
    event = Event.objects.create(source="", kinds=[TEST], spread_at=clock.now())
    row = Dispatch.objects.create(
        endpoint=endpoint, event=event, kind=TEST, attempt_count=1, **_held(clock.now()), attempted_at=clock.now()
    )
    conclude(row, _attempt(row, TEST_SECONDS), is_test=True)
    row.refresh_from_db()
    return row


def _held(now: datetime) -> dict[str, object]:
    return {"state": State.SENDING, "lease_until": now + LEASE}


@transaction.atomic
def _claim(endpoint_id: int) -> Dispatch | None:
    now = clock.now()
    rows = due(now).filter(endpoint_id=endpoint_id).select_related("endpoint", "event")
    row = rows.select_for_update(of=("self",), skip_locked=True).order_by("id").first()
    if row is None:
        return None
    row.state, row.lease_until, row.attempted_at = State.SENDING, now + LEASE, now
    row.attempt_count += 1
    row.save(update_fields=["state", "lease_until", "attempted_at", "attempt_count"])
    return row


def _attempt(row: Dispatch, seconds: float) -> Outcome:
    try:
        body = _body(row)
        if body is None:
            return Outcome(State.DROPPED)
        keys = keys_of(row.endpoint, clock.now())
    except UnusableKey:
        return Outcome(State.RETRY, Problem.KEY)
    except Exception:
        # A mistake in a source must not lose the row, nor stop what stands behind it.
        logger.exception("webhooks.source_failed", dispatch=row.pk)
        return Outcome(State.RETRY, Problem.BROKEN)
    return _post(row, body, keys, seconds)


def _body(row: Dispatch) -> bytes | None:
    """The same bytes at every attempt, as long as nothing has changed."""
    event = row.event
    with override(_HOUSE):
        if row.kind == TEST:
            data = {"message": "nahdran"}
        else:
            found = sources.get(event.source).body(row.kind, event.subject or 0, event.key or "")
            if found is None:
                return None
            data = dict(found)
        envelope = {"type": row.kind, "timestamp": event.at.isoformat(), "data": data}
        return json.dumps(envelope, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def _post(row: Dispatch, body: bytes, keys: list[str], seconds: float) -> Outcome:
    signed = headers_of(number=row.event.message_id, at=clock.now(), body=body, keys=keys)
    headers = {"Content-Type": "application/json", "Accept": "*/*", **signed}
    if not is_safe(row.endpoint.url):
        return Outcome(State.RETRY, Problem.FORBIDDEN)
    try:
        reply = fetch(
            row.endpoint.url, method="POST", headers=headers, body=body, max_bytes=MAX_ANSWER, seconds=seconds
        )
    except Forbidden:
        return Outcome(State.RETRY, Problem.FORBIDDEN)
    except Unreachable:
        return Outcome(State.RETRY, Problem.UNREACHABLE)
    return _judged(reply.status)


def _judged(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(State.SENT, status=status)
    if status == 410:
        return Outcome(State.FAILED, Problem.GONE, status)
    problem = Problem.REDIRECT if 300 <= status < 400 else Problem.STATUS
    return Outcome(State.RETRY, problem, status)
