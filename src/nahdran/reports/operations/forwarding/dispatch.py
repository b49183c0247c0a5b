# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending one report to another system: claim the row, hand it over, write down what became of it. Called by the worker, never inside a transaction.

Never twice: only one worker can claim a row; before the step that cannot be taken back it is written down; and where the answer got lost, it
is looked up over there before anything is sent again.
"""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction

from nahdran.kit import clock
from nahdran.notices.rules import next_attempt
from nahdran.reports.enums import FORWARD_DUE, ForwardState
from nahdran.reports.forwarding.base import AnswerMissing, CannotTell, Handed, Later, Refused
from nahdran.reports.forwarding.registry import forwarders
from nahdran.reports.models import Forward
from nahdran.reports.operations.forwarding.queue import CAME_FROM_THERE, enqueue, tell_case
from nahdran.reports.queries.forwarding import UnusableSecret, came_from, connection_of, outgoing

logger = structlog.get_logger(__name__)

# Longer than all time-outs of one attempt together.
LEASE = timedelta(minutes=10)


class _ClaimLost(Exception):
    """The row was taken from us meanwhile. Nothing must be handed over."""


@dataclass(frozen=True, slots=True)
class _Claim:
    row: Forward
    # The attempt before this one may have arrived.
    may_be_there: bool


def dispatch_forward(forward_id: int) -> ForwardState | None:
    """Try to hand over one row now. Returns its new state, or None if it was not ours to send."""
    claim = _claim(forward_id)
    if claim is None:
        return None
    attempt = _hand_over(claim)
    result = _conclude(claim.row, attempt)
    logger.info("reports.forward", forward=forward_id, attempt=claim.row.attempt_count, state=str(attempt.state))
    return result


@transaction.atomic
def _claim(forward_id: int) -> _Claim | None:
    now = clock.now()
    due = Forward.objects.filter(
        pk=forward_id, state__in=FORWARD_DUE, next_attempt_at__lte=now, partner__is_active=True
    )
    row = due.select_for_update(of=("self",), skip_locked=True).select_related("partner").first()
    if row is None:
        return None
    may_be_there = row.is_handed_over
    row.state, row.lease_until = ForwardState.SENDING, now + LEASE
    row.attempt_count += 1
    row.save(update_fields=["state", "lease_until", "attempt_count"])
    return _Claim(row, may_be_there)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """How an attempt ended. ``is_final``: nothing more happens by itself."""

    state: ForwardState
    detail: str = ""
    handed: Handed | None = None
    is_final: bool = False


def _hand_over(claim: _Claim) -> _Attempt:
    row = claim.row
    unsent = ForwardState.UNCERTAIN if claim.may_be_there else ForwardState.RETRY
    try:
        forwarder, connection = forwarders.get(row.partner.kind), connection_of(row.partner)
        if came_from(row.case_id, row.partner):
            # Known only now: a report by a program is noted as theirs after its case was opened.
            return _Attempt(ForwardState.CANCELLED, str(CAME_FROM_THERE), is_final=True)
        report = outgoing(row)
        handed = forwarder.find(connection, report) if claim.may_be_there else None
        if handed is None:
            unsent = ForwardState.RETRY
            handed = forwarder.send(connection, report, handing_over=lambda: _enter(row))
        return _Attempt(ForwardState.SENT, handed=handed)
    except (Later, _ClaimLost) as problem:
        return _Attempt(unsent, str(problem))
    except AnswerMissing as problem:
        return _Attempt(ForwardState.UNCERTAIN, str(problem))
    except (Refused, UnusableSecret, CannotTell) as problem:
        # A refused look-up says nothing about what was sent before.
        state = ForwardState.FAILED if unsent == ForwardState.RETRY else ForwardState.UNCERTAIN
        return _Attempt(state, str(problem), is_final=True)
    except Exception as error:
        # A mistake in an adapter must not lose the row, nor send it twice.
        logger.exception("reports.forwarder_failed", forward=row.pk)
        row.refresh_from_db(fields=["is_handed_over"])
        state = ForwardState.UNCERTAIN if row.is_handed_over else ForwardState.FAILED
        return _Attempt(state, type(error).__name__, is_final=True)


@transaction.atomic
def _enter(row: Forward) -> None:
    """Committed before the form can be out."""
    held = Forward.objects.filter(pk=row.pk, state=ForwardState.SENDING, attempt_count=row.attempt_count)
    if not held.update(is_handed_over=True, lease_until=clock.now() + LEASE):
        raise _ClaimLost("Der Versuch dauerte zu lange und wurde vor der Übergabe beendet.")


@transaction.atomic
def _conclude(claimed: Forward, attempt: _Attempt) -> ForwardState | None:
    row = Forward.objects.select_for_update(of=("self",)).select_related("partner", "case").get(pk=claimed.pk)
    if row.state != ForwardState.SENDING or row.attempt_count != claimed.attempt_count:
        return None
    row.state, row.lease_until, row.last_error = attempt.state, None, attempt.detail[:500]
    if attempt.handed is not None:
        row.sent_at, row.next_attempt_at = clock.now(), None
        row.remote_number, row.remote_token = attempt.handed.number[:200], attempt.handed.token[:200]
    else:
        _postpone(row, is_final=attempt.is_final)
    row.save()
    if attempt.handed is not None:
        tell_case(row)
    return ForwardState(row.state)


def _postpone(row: Forward, *, is_final: bool) -> None:
    """When it is tried again by itself."""
    # Only what may have arrived is looked for before the next attempt.
    row.is_handed_over = row.state == ForwardState.UNCERTAIN
    moment = next_attempt(attempts=row.attempt_count, queued_at=row.queued_at, now=clock.now())
    row.next_attempt_at = None if is_final else moment
    if row.next_attempt_at is not None:
        enqueue(row.pk, at=row.next_attempt_at)
    elif row.state == ForwardState.RETRY:
        row.state = ForwardState.FAILED
