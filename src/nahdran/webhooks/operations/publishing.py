# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what happened to whom it goes. ``publish`` is called in the transaction that causes it; the rest is done by the worker."""

from collections.abc import Sequence

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nahdran.kit import clock
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from nahdran.webhooks.queries import wanting
from nahdran.webhooks.slots import sources

# The tasks themselves stand in tasks.py, above; they are called by these names.
SPREAD = "nahdran.webhooks.spread"
SEND = "nahdran.webhooks.send"


def publish(*, source: str, kinds: Sequence[str], subject: int, about: str = "", key: str | None = None) -> None:
    """Note that something public has happened. ``kinds`` says what it is, the most exact first; the same ``key`` again is nothing new.

    One query where nobody wants it. The event carries no content: that is asked of the source when it is sent.
    """
    if not wanting(list(kinds)).exists():
        return
    event = Event(source=source, kinds=list(kinds), subject=subject, about=about, key=key, at=clock.now())
    Event.objects.bulk_create([event], ignore_conflicts=True)
    enqueue_spread(event)


def enqueue_spread(event: Event) -> bool:
    """Without a row (its key was there before) the job finds nothing to do."""
    return _defer(SPREAD, f"{SPREAD}:{event.number}", number=str(event.number))


def enqueue_sending(endpoint_id: int) -> bool:
    """One job for each address at a time: its events go in their order, and a slow one holds up no more than one worker."""
    return _defer(SEND, f"{SEND}:{endpoint_id}", lock=f"{SEND}:{endpoint_id}", endpoint_id=endpoint_id)


def _defer(name: str, waits: str, lock: str | None = None, **values: str | int) -> bool:
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=waits, lock=lock).defer(**values)
    except AlreadyEnqueued:
        return False
    return True


@transaction.atomic
def spread(*, number: str) -> int:
    """Write down to which addresses an event goes. Called twice, or by two workers at once, it is done once. Returns to how many."""
    event = Event.objects.select_for_update(skip_locked=True).filter(number=number, spread_at=None).first()
    if event is None:
        return 0
    rows = [Dispatch(endpoint=each, event=event, kind=_heard_as(each, event)) for each in _meant(event)]
    Dispatch.objects.bulk_create(rows, ignore_conflicts=True)
    event.spread_at = clock.now()
    event.save(update_fields=["spread_at"])
    for row in rows:
        enqueue_sending(row.endpoint_id)
    return len(rows)


def _meant(event: Event) -> list[Endpoint]:
    """Those that want it, whose limits it keeps, and who were there when it happened."""
    found = list(wanting(event.kinds).filter(created_at__lte=event.at))
    if event.source not in sources:
        return []
    topics = sources.get(event.source).topics(event.subject or 0) if any(each.topics for each in found) else frozenset()
    return [each for each in found if not each.topics or topics & set(each.topics)]


def _heard_as(endpoint: Endpoint, event: Event) -> str:
    return next(kind for kind in event.kinds if kind in endpoint.kinds)
