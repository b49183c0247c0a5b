# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator may decide about a delivery: send it again, or stop it. Both are in the log."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.notices.actions import CANCELLED, SENT_AGAIN
from nahdran.notices.enums import DUE, State
from nahdran.notices.models import Delivery
from nahdran.notices.operations.queueing import enqueue

AGAIN = (State.FAILED, State.UNCERTAIN, State.CANCELLED, State.RETRY)
_ALREADY_SENT = _("Diese Nachricht ist bereits gesendet.")
_SENDING = _("Diese Nachricht wird gerade gesendet. Bitte warten Sie das Ergebnis ab.")
_ERASED = _("Der Inhalt dieser Nachricht ist bereits gelöscht. Bitte schreiben Sie eine neue.")
_TOO_LATE = _("Diese Nachricht wartet nicht mehr und kann deshalb nicht abgebrochen werden.")
_WAITS = _("Diese Nachricht wartet bereits auf den Versand.")


class UnableToChangeDelivery(Exception):
    """The delivery is in a state in which this cannot be done. ``message`` is a German sentence."""

    def __init__(self, message: Any) -> None:
        self.message = str(message)
        super().__init__(self.message)


def why_not_again(delivery: Delivery) -> Any:
    """The sentence that says why it cannot be sent again; empty if it can. Asked by the operation and by the page."""
    if delivery.erased_at is not None:
        return _ERASED
    reasons = {State.SENT: _ALREADY_SENT, State.SENDING: _SENDING, State.WAITING: _WAITS}
    return "" if delivery.state in AGAIN else reasons[State(delivery.state)]


@transaction.atomic
def send_again(delivery: Delivery, actor: Any) -> Delivery:
    """Queue it anew with a fresh series of attempts. An uncertain message may arrive twice; that is the person's decision, and in the log.

    Raises UnableToChangeDelivery.
    """
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if reason := why_not_again(row):
        raise UnableToChangeDelivery(reason)
    now = clock.now()
    before = row.state
    row.state, row.queued_at, row.next_attempt_at = State.WAITING, now, now
    row.save(update_fields=["state", "queued_at", "next_attempt_at"])
    enqueue(row.pk, at=None)
    record(action=SENT_AGAIN, actor=actor, obj=row, data={"state_before": before})
    return row


@transaction.atomic
def cancel(delivery: Delivery, actor: Any) -> Delivery:
    """Stop a delivery that waits. Raises UnableToChangeDelivery."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state not in DUE:
        raise UnableToChangeDelivery(_TOO_LATE)
    before = row.state
    row.state = State.CANCELLED
    row.save(update_fields=["state"])
    record(action=CANCELLED, actor=actor, obj=row, data={"state_before": before})
    return row
