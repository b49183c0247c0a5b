# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a report on its way to another system, and what somebody may decide about it there. Rows are written, nothing is sent here."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case
from nahdran.cases.operations import add_note, change_status
from nahdran.kit import clock
from nahdran.reports.enums import ForwardState
from nahdran.reports.models import Forward, ForwardingRule
from nahdran.reports.queries.forwarding import came_from, due_forwards, rule_of
from nahdran.reports.workflow import EXTERNAL

logger = structlog.get_logger(__name__)

# The task itself stands in tasks.py, above; it is called by this name.
SEND = "nahdran.reports.forward"
_AGAIN = (ForwardState.FAILED, ForwardState.UNCERTAIN, ForwardState.RETRY, ForwardState.CANCELLED)


CAME_FROM_THERE = gettext_lazy("Die Meldung kam von dort.")


class UnableToForward(Exception):
    """It cannot be handed over or changed so. ``sentence`` says why, in German."""

    def __init__(self, sentence: Any) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


@transaction.atomic
def forward_case(*, case: Case, rule: ForwardingRule, actor: User | None) -> Forward:
    """Queue the report for the system that the rule names. Queued before, it gives the row from then.

    Raises UnableToForward if the system is not in use, the case is closed or the report came from there.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    partner = rule.partner
    if not partner.is_active:
        raise UnableToForward(_("Diese Anbindung ist nicht in Gebrauch."))
    if not locked.is_open:
        raise UnableToForward(_("Der Vorgang ist abgeschlossen."))
    if came_from(locked.pk, partner):
        raise UnableToForward(CAME_FROM_THERE)
    known = Forward.objects.filter(case=case, partner=partner).exclude(state=ForwardState.CANCELLED).first()
    if known is not None:
        return known
    row = Forward.objects.create(
        case=locked,
        partner=partner,
        service_code=rule.service_code,
        attributes=rule.attributes,
        with_contact=rule.with_contact,
        closes_case=rule.closes_case,
        actor=actor,
    )
    data = {"partner": partner.name, "contact": rule.with_contact}
    record(action="reports.forwarded", actor=actor, actor_label="" if actor else "Regel", obj=locked, data=data)
    enqueue(row.pk)
    return row


def forward_by_rule(case: Case) -> Forward | None:
    """In the transaction that opens a case: hand it on if the rule of its kind says so."""
    rule = rule_of(case.pk)
    if rule is None or not rule.is_automatic or not rule.partner.is_active:
        return None
    return forward_case(case=case, rule=rule, actor=None)


@transaction.atomic
def send_again(*, forward: Forward, actor: User, looks_first: bool = False) -> Forward:
    """Queue it anew under the same number.

    Whether one whose answer got lost is looked up over there first (``looks_first``) is the person's decision: without that it may arrive
    twice at a system that knows no such number. It stands in the log.
    """
    row = Forward.objects.select_for_update().get(pk=forward.pk)
    if row.state not in _AGAIN:
        raise UnableToForward(_("Das ist schon weitergegeben oder wird es gerade."))
    others = Forward.objects.filter(case_id=row.case_id, partner_id=row.partner_id).exclude(pk=row.pk)
    if others.exclude(state=ForwardState.CANCELLED).exists():
        raise UnableToForward(_("Dieser Vorgang ist schon auf einem anderen Weg dorthin."))
    before = row.state
    unsure = looks_first and before == ForwardState.UNCERTAIN
    row.state = ForwardState.UNCERTAIN if unsure else ForwardState.WAITING
    row.queued_at = row.next_attempt_at = clock.now()
    row.attempt_count, row.is_handed_over = 0, unsure
    row.save(update_fields=["state", "queued_at", "next_attempt_at", "attempt_count", "is_handed_over"])
    enqueue(row.pk)
    record(action="reports.forwarded_again", actor=actor, obj=row.case, data={"state_before": before, "looked": unsure})
    return row


@transaction.atomic
def note_arrived(*, forward: Forward, number: str, actor: User) -> Forward:
    """Somebody has asked over there: it did arrive, under this number. It counts as sent."""
    row = Forward.objects.select_for_update().get(pk=forward.pk)
    if row.state not in {ForwardState.FAILED, ForwardState.UNCERTAIN}:
        raise UnableToForward(_("Das ist schon weitergegeben oder wird es gerade."))
    before = row.state
    row.state, row.next_attempt_at, row.sent_at, row.last_error = ForwardState.SENT, None, clock.now(), ""
    row.remote_number = number
    row.save(update_fields=["state", "next_attempt_at", "sent_at", "last_error", "remote_number"])
    record(action="reports.forwarded_again", actor=actor, obj=row.case, data={"state_before": before, "number": number})
    tell_case(row)
    return row


@transaction.atomic
def cancel_forward(*, forward: Forward, actor: User) -> Forward:
    """Stop a row that was not sent. What was sent cannot be taken back."""
    row = Forward.objects.select_for_update().get(pk=forward.pk)
    if row.state in {ForwardState.SENT, ForwardState.SENDING, ForwardState.CANCELLED}:
        raise UnableToForward(_("Das lässt sich nicht mehr abbrechen."))
    before = row.state
    row.state, row.next_attempt_at = ForwardState.CANCELLED, None
    row.save(update_fields=["state", "next_attempt_at"])
    record(action="reports.forward_cancelled", actor=actor, obj=row.case, data={"state_before": before})
    return row


def tell_case(row: Forward) -> None:
    """The case shows that somebody else has it now, to the person as well."""
    case = row.case
    case.refresh_from_db()
    with override("de"):
        where = _("Weitergegeben an %(name)s.") % {"name": row.partner.name}
        number = _("Dort unter der Nummer %(number)s.") % {"number": row.remote_number} if row.remote_number else ""
    if case.of_kind.workflow.allows(case.status, EXTERNAL):
        change_status(case=case, to=EXTERNAL, actor=None, public_text=where)
    add_note(case=case, actor=None, label=row.partner.name, text=f"{where} {number}".strip())


def recover_forwards() -> int:
    """Rows of workers that died, and rows whose job got lost. Handed over perhaps means uncertain, and then it is looked up first."""
    dead = Forward.objects.filter(state=ForwardState.SENDING, lease_until__lt=clock.now())
    for pk, handed_over in list(dead.values_list("pk", "is_handed_over")):
        state = ForwardState.UNCERTAIN if handed_over else ForwardState.RETRY
        logger.warning("reports.forward_worker_died", forward=pk, handed_over=handed_over)
        dead.filter(pk=pk).update(state=state, lease_until=None, next_attempt_at=clock.now())
    return sum(enqueue(pk) for pk in due_forwards(clock.now()))


def enqueue(pk: int, *, at: datetime | None = None) -> bool:
    """Queue the job, now or for later; at most one waits for each row."""
    job = app.configure_task(SEND, queueing_lock=f"{SEND}:{pk}", schedule_at=at)
    try:
        with transaction.atomic():
            job.defer(forward_id=pk)
    except AlreadyEnqueued:
        return False
    return True
