# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivering one row: claim it, hand it over, write down what became of it. Called by the worker, never inside a transaction.

A row is never sent twice: only one worker can claim it; before the one step that cannot be taken back it is written down, on the condition
that the claim still holds; and what was written down decides what happens to the row of a dead worker (``upkeep.recover_abandoned``).
"""

from dataclasses import dataclass

import structlog
from django.db import transaction

from nahdran.kit import clock
from nahdran.notices import texts
from nahdran.notices.channels.base import AnswerMissing, Later, Outgoing, Refused
from nahdran.notices.channels.registry import channels
from nahdran.notices.enums import DUE, Outcome, Phase, State
from nahdran.notices.models import Attempt, Delivery
from nahdran.notices.operations.queueing import enqueue
from nahdran.notices.rules import LEASE, next_attempt

logger = structlog.get_logger(__name__)

GIVEN_UP = "Nach drei Tagen aufgegeben. Zuletzt: "


class ClaimLost(Exception):
    """The row was taken from us meanwhile (we were too slow and counted as dead). The message must not be handed over."""


@dataclass(frozen=True, slots=True)
class Claim:
    delivery: Delivery
    attempt: Attempt


def dispatch(delivery_id: int) -> State | None:
    """Try to deliver one row now. Returns its new state, or None if it was not ours to deliver."""
    claim = _claim(delivery_id)
    if claim is None:
        return None
    outcome, detail = _hand_over(claim)
    state = conclude(claim.attempt.pk, outcome, detail)
    logger.info(
        "notices.attempt",
        delivery=delivery_id,
        attempt=claim.attempt.number,
        outcome=outcome.value,
        state=state and state.value,
    )
    return state


@transaction.atomic
def _claim(delivery_id: int) -> Claim | None:
    now = clock.now()
    due = Delivery.objects.filter(pk=delivery_id, state__in=DUE, next_attempt_at__lte=now)
    delivery = due.select_for_update(skip_locked=True).first()
    if delivery is None or not channels.get(delivery.channel).is_ready():
        return None
    delivery.state = State.SENDING
    delivery.attempt_count += 1
    delivery.lease_until = now + LEASE
    delivery.save(update_fields=["state", "attempt_count", "lease_until"])
    return Claim(delivery, Attempt.objects.create(delivery=delivery, number=delivery.attempt_count, started_at=now))


def _hand_over(claim: Claim) -> tuple[Outcome, str]:
    channel = channels.get(claim.delivery.channel)
    try:
        return Outcome.ACCEPTED, channel.deliver(_outgoing(claim.delivery), handing_over=lambda: _enter_data(claim))
    except Later as error:
        return Outcome.LATER, str(error)
    except Refused as error:
        return Outcome.REFUSED, str(error)
    except AnswerMissing as error:
        return Outcome.UNKNOWN, str(error)
    except ClaimLost:
        return Outcome.LATER, texts.TOOK_TOO_LONG
    except Exception as error:
        # A mistake in a channel must not lose the row. If the message may be out already, nobody sends it again by itself.
        logger.exception("notices.channel_failed", delivery=claim.delivery.pk)
        claim.attempt.refresh_from_db(fields=["phase"])
        return (
            Outcome.UNKNOWN if claim.attempt.phase == Phase.DATA else Outcome.LATER
        ), f"{type(error).__name__}: {error}"


def _outgoing(delivery: Delivery) -> Outgoing:
    return Outgoing(
        message_id=delivery.message_id,
        address=delivery.address,
        name=delivery.recipient_name,
        language=delivery.language,
        subject=delivery.subject,
        text=delivery.text,
        html=delivery.html,
        headers=delivery.headers,
    )


@transaction.atomic
def _enter_data(claim: Claim) -> None:
    """Committed before the message can be out: from here on a dead worker leaves an uncertain row behind."""
    held = Delivery.objects.filter(pk=claim.delivery.pk, state=State.SENDING, attempt_count=claim.attempt.number)
    if not held.update(lease_until=clock.now() + LEASE):
        raise ClaimLost
    Attempt.objects.filter(pk=claim.attempt.pk).update(phase=Phase.DATA)


@transaction.atomic
def conclude(attempt_id: int, outcome: Outcome, detail: str) -> State | None:
    """Write down how an attempt ended and move the row. None if the row has gone its own way since (somebody decided about it)."""
    attempt = Attempt.objects.select_related("delivery").get(pk=attempt_id)
    delivery = Delivery.objects.select_for_update().get(pk=attempt.delivery_id)
    now = clock.now()
    attempt.outcome, attempt.detail, attempt.finished_at = outcome, detail[:500], now
    if outcome in {Outcome.ACCEPTED, Outcome.REFUSED}:
        attempt.phase = Phase.ANSWERED
    attempt.save(update_fields=["outcome", "detail", "finished_at", "phase"])
    # A late answer to an attempt that was given up as uncertain is still the truth about it.
    is_current = delivery.attempt_count == attempt.number and delivery.state in {State.SENDING, State.UNCERTAIN}
    if not is_current:
        return None
    delivery.lease_until = None
    _move(delivery, outcome, detail[:500])
    delivery.save()
    return State(delivery.state)


def _move(delivery: Delivery, outcome: Outcome, detail: str) -> None:
    now = clock.now()
    if outcome == Outcome.ACCEPTED:
        delivery.state, delivery.sent_at, delivery.last_error = State.SENT, now, ""
        if delivery.is_secret:
            delivery.text = delivery.html = ""
        return
    delivery.last_error = detail
    if outcome == Outcome.REFUSED:
        delivery.state = State.FAILED
    elif outcome == Outcome.UNKNOWN:
        delivery.state = State.UNCERTAIN
    else:
        _postpone(delivery)


def _postpone(delivery: Delivery) -> None:
    tried = delivery.attempts.filter(started_at__gte=delivery.queued_at).count()
    moment = next_attempt(attempts=tried, queued_at=delivery.queued_at, now=clock.now())
    if moment is None:
        delivery.state, delivery.last_error = State.FAILED, f"{GIVEN_UP}{delivery.last_error}"[:500]
        return
    delivery.state, delivery.next_attempt_at = State.RETRY, moment
    enqueue(delivery.pk, at=moment)
