# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other systems say about reports that went there: asked for every few minutes, or sent to us. Each message is taken in once."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nahdran.cases.operations import ForbiddenChange, add_note, change_status
from nahdran.kit import clock
from nahdran.reports.enums import ForwardState
from nahdran.reports.forwarding.base import Connection, Forwarder, Later, Refused, State, Update
from nahdran.reports.forwarding.registry import forwarders
from nahdran.reports.models import Forward, ForwardUpdate, Partner
from nahdran.reports.queries.forwarding import UnusableSecret, connection_of, followed
from nahdran.reports.workflow import DONE

logger = structlog.get_logger(__name__)

# A message may be dated a little before it can be read.
OVERLAP = timedelta(minutes=10)
_LONGEST = timedelta(days=80)
_FIRST = timedelta(days=1)
_TOKENS = timedelta(days=30)
_TOKENS_AT_ONCE = 50


def poll_partner(partner: Partner) -> int:
    """Ask one system how our reports stand. Returns how many have changed; a problem is noted and shown in the settings."""
    now = clock.now()
    try:
        forwarder, connection = forwarders.get(partner.kind), connection_of(partner)
        count = _find_numbers(partner, forwarder, connection)
        heard = _hear_updates(partner, forwarder, connection, now)
        count += heard or 0
        count += _look(partner, forwarder, connection, with_notes=heard is None)
        problem = ""
    except (Later, Refused, UnusableSecret) as error:
        count, problem = 0, str(error)
    Partner.objects.filter(pk=partner.pk).update(polled_at=now, problem=problem[:500])
    return count


def _find_numbers(partner: Partner, forwarder: Forwarder, connection: Connection) -> int:
    """Reports that have only a token so far may have got their number. Asked for the newest, and for a month."""
    count = 0
    waiting = partner.forwards.filter(state=ForwardState.SENT, remote_number="", sent_at__gte=clock.now() - _TOKENS)
    for row in waiting.exclude(remote_token="").order_by("-id")[:_TOKENS_AT_ONCE]:
        if number := forwarder.number_of(connection, row.remote_token):
            Forward.objects.filter(pk=row.pk).update(remote_number=number[:200])
            count += 1
    return count


def _hear_updates(partner: Partner, forwarder: Forwarder, connection: Connection, now: datetime) -> int | None:
    """Messages since the last look; None if that system has none to offer."""
    since = max((partner.updates_until or now - _FIRST) - OVERLAP, now - _LONGEST)
    found = forwarder.updates(connection, since, now)
    if found is None:
        return None
    rows = {row.remote_number: row for row in followed(partner, [update.number for update in found])}
    count = sum(hear(rows[update.number], update) for update in found if update.number in rows)
    Partner.objects.filter(pk=partner.pk).update(updates_until=now)
    return count


def _look(partner: Partner, forwarder: Forwarder, connection: Connection, *, with_notes: bool) -> int:
    """How the open ones stand."""
    rows = {row.remote_number: row for row in followed(partner)}
    states = forwarder.states(connection, list(rows)) if rows else []
    return sum(_stand(rows[state.number], state, with_notes=with_notes) for state in states)


@transaction.atomic
def hear(forward: Forward, update: Update) -> bool:
    """Take in one message, once: as a note in the thread. True if it was new."""
    row, is_new = ForwardUpdate.objects.get_or_create(
        forward=forward,
        is_incoming=True,
        number=update.id[:200],
        defaults={"status": update.status[:60], "text": update.text, "at": update.at, "state": ForwardState.SENT},
    )
    if is_new and (text := " ".join(part for part in (update.status and f"{update.status}:", update.text) if part)):
        add_note(case=forward.case, actor=None, label=forward.partner.name, text=text, key=f"forward:{row.pk}")
    return is_new


@transaction.atomic
def _stand(forward: Forward, state: State, *, with_notes: bool) -> bool:
    row = Forward.objects.select_for_update(of=("self",)).select_related("case", "partner").get(pk=forward.pk)
    flipped = row.remote_is_open is not None and row.remote_is_open != state.is_open
    closed_at_once = row.remote_is_open is None and not state.is_open
    told = with_notes and bool(state.notes) and state.notes != row.remote_notes
    row.remote_is_open, row.remote_notes, row.remote_changed_at = state.is_open, state.notes, state.changed_at
    row.save(update_fields=["remote_is_open", "remote_notes", "remote_changed_at"])
    if not (flipped or closed_at_once or told):
        return False
    _note(row, state)
    if not state.is_open and row.closes_case:
        _close(row, state)
    return True


def _note(row: Forward, state: State) -> None:
    with override("de"):
        word = _("offen") if state.is_open else _("abgeschlossen")
        text = _("Stand dort: %(word)s.") % {"word": word}
    add_note(case=row.case, actor=None, label=row.partner.name, text=f"{text} {state.notes}".strip())


def _close(row: Forward, state: State) -> None:
    """Settle our case with their words. They know it already, so nothing of this is told to them."""
    case = row.case
    case.refresh_from_db()
    with override("de"):
        words = state.notes or _("%(name)s hat das erledigt.") % {"name": row.partner.name}
    try:
        change = change_status(case=case, to=DONE, actor=None, public_text=words)
    except ForbiddenChange:
        return
    told = ForwardUpdate.objects.filter(forward=row, is_incoming=False, number=str(change.pk))
    told.update(state=ForwardState.CANCELLED)
