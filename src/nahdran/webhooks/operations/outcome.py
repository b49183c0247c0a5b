# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down what became of an attempt: at the row, and at the address, which rests, recovers or is switched off."""

from dataclasses import dataclass

from django.db import transaction

from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.notices.rules import next_attempt
from nahdran.webhooks import mails
from nahdran.webhooks.enums import DUE, Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint
from nahdran.webhooks.rules import rest_until

# Only this row is at fault, or our own house; the next one may well be taken.
_OF_THE_ROW = {Problem.BROKEN}
_BUSY = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Outcome:
    state: State
    problem: Problem | str = ""
    status: int | None = None

    @property
    def blames_address(self) -> bool:
        """Whether everything else would fail there too. A single refusal says nothing about the next event."""
        if self.problem == Problem.STATUS and self.status is not None:
            return self.status >= 500 or self.status in _BUSY or self.status in {401, 403, 404, 405}
        return bool(self.problem) and self.problem not in _OF_THE_ROW


@transaction.atomic
def conclude(claimed: Dispatch, outcome: Outcome, *, is_test: bool = False) -> State | None:
    """None if the row has gone its own way since. The address is locked first, then the row."""
    endpoint = Endpoint.objects.select_for_update().filter(pk=claimed.endpoint_id).first()
    row = Dispatch.objects.select_for_update().filter(pk=claimed.pk).first()
    if endpoint is None or row is None:
        return None
    if row.state != State.SENDING or row.attempt_count != claimed.attempt_count:
        return None
    now = clock.now()
    row.state, row.problem, row.http_status, row.lease_until = outcome.state, outcome.problem, outcome.status, None
    row.sent_at = now if outcome.state == State.SENT else None
    if outcome.state == State.RETRY:
        _postpone(row, is_final=is_test)
    row.save()
    _note(endpoint, row, outcome, is_test=is_test)
    return State(row.state)


def _postpone(row: Dispatch, *, is_final: bool) -> None:
    moment = next_attempt(attempts=row.attempt_count, queued_at=row.queued_at, now=clock.now())
    if is_final or moment is None:
        row.state = State.FAILED
    else:
        row.next_attempt_at = moment


def _note(endpoint: Endpoint, row: Dispatch, outcome: Outcome, *, is_test: bool) -> None:
    now = clock.now()
    if row.state == State.SENT:
        endpoint.succeeded_at, endpoint.failures = now, 0
        endpoint.failing_since = endpoint.rests_until = None
    elif row.state in {*DUE, State.FAILED} and not is_test:
        endpoint.failures += 1
        endpoint.failing_since = endpoint.failing_since or now
        if outcome.blames_address:
            endpoint.rests_until = rest_until(endpoint.failures, now)
        if outcome.problem == Problem.GONE or (row.state == State.FAILED and _nothing_since(endpoint, row)):
            _switch_off(endpoint)
    endpoint.save()


def _nothing_since(endpoint: Endpoint, row: Dispatch) -> bool:
    """Whether in the three days of this row nothing at all has arrived."""
    return endpoint.succeeded_at is None or endpoint.succeeded_at < row.queued_at


def _switch_off(endpoint: Endpoint) -> None:
    if not endpoint.is_active:
        return
    endpoint.is_active, endpoint.stopped_at = False, clock.now()
    record(action="webhooks.stopped", actor_label="Regel", obj=endpoint)
    mails.stopped(endpoint)
