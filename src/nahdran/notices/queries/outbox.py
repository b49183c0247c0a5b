# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of the outbox: for the worker, for the administrator's page and for the operator's numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.models import ProcrastinateJob

from nahdran.kit import clock
from nahdran.notices.enums import DUE, FINISHED, State
from nahdran.notices.models import Delivery

JOB_LOCK_PREFIX = "nahdran.notices.deliver:"


@dataclass(frozen=True, slots=True)
class OutboxSummary:
    """``counts`` by state (of the sent ones: the last 24 hours); ``oldest_waiting_at`` is when the oldest unsent message was written."""

    counts: dict[str, int]
    oldest_waiting_at: datetime | None

    @property
    def waiting(self) -> int:
        return sum(self.counts[state] for state in (*DUE, State.SENDING))

    @property
    def needs_attention(self) -> int:
        return self.counts[State.FAILED] + self.counts[State.UNCERTAIN]


def outbox_summary() -> OutboxSummary:
    """Two queries over indexes, however many messages were ever sent."""
    open_states = [state for state in State if state != State.SENT]
    wanted = Q(state__in=open_states, erased_at__isnull=True) | Q(
        state=State.SENT, sent_at__gte=clock.now() - timedelta(hours=24)
    )
    rows = Delivery.objects.filter(wanted).values_list("state").annotate(Count("pk")).order_by()
    oldest = (
        Delivery.objects.filter(state__in=(*DUE, State.SENDING))
        .order_by("created_at")
        .values_list("created_at", flat=True)
    )
    return OutboxSummary(counts={state.value: 0 for state in State} | dict(rows), oldest_waiting_at=oldest.first())


def deliveries(*, state: str = "", about: str = "") -> QuerySet[Delivery]:
    """For the list, without the contents."""
    rows = Delivery.objects.defer("text", "html", "headers")
    if state:
        rows = rows.filter(state=state)
    if about:
        rows = rows.filter(about=about)
    return rows


def abandoned_rows(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.SENDING, lease_until__lt=now)


def abandoned(now: datetime) -> QuerySet[Delivery, int]:
    return abandoned_rows(now).order_by("lease_until").values_list("pk", flat=True)


def due_without_job(since: datetime, channels: Collection[str]) -> QuerySet[Delivery, int]:
    """Rows of these channels that have been due since then and for which no job waits."""
    lock = Concat(Value(JOB_LOCK_PREFIX), Cast(OuterRef("pk"), CharField()))
    waiting_job = ProcrastinateJob.objects.filter(status="todo", queueing_lock=lock)
    due = Delivery.objects.filter(state__in=DUE, next_attempt_at__lt=since, channel__in=channels)
    return due.exclude(Exists(waiting_job)).order_by("next_attempt_at").values_list("pk", flat=True)


def to_erase(before: datetime) -> QuerySet[Delivery, int]:
    finished = Delivery.objects.filter(state__in=FINISHED, erased_at__isnull=True, queued_at__lt=before)
    return (
        finished.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=before))
        .order_by("queued_at")
        .values_list("pk", flat=True)
    )
