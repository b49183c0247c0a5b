# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened, written in the transaction that causes it, and each address it goes to. What is sent is made when it is sent."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nahdran.kit import clock
from nahdran.webhooks.enums import DUE, Problem, State
from nahdran.webhooks.models.endpoint import Endpoint


class Event(models.Model):
    """``number`` is the id that other programs read: the same at every attempt and every address, so they can drop doubles."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=20)
    # The same key again is the same event. None: each one counts.
    key = models.CharField(max_length=60, null=True)  # noqa: DJ001  two empty ones would be the same event
    # What it is, the most exact first. An address hears of it as the first that it wants.
    kinds = ArrayField(models.CharField(max_length=60))
    subject = models.BigIntegerField(null=True)
    # A public number by which the list names it, never anything personal.
    about = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)
    # When it was decided to whom it goes.
    spread_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="webhooks_event_once")]
        indexes: ClassVar = [
            models.Index(fields=["at"], name="webhooks_event_age"),
            models.Index(fields=["at"], name="webhooks_event_open", condition=Q(spread_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kinds[0]} {self.about}"

    @property
    def message_id(self) -> str:
        return f"msg_{self.number.hex}"


class Dispatch(models.Model):
    """One event on its way to one address."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="dispatches", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="dispatches")
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempt_count = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True)
    # When it was put on its way, the last time by a person; three days are counted from here.
    queued_at = models.DateTimeField(default=clock.now)
    attempted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhooks_dispatch_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="webhooks_dispatch_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["endpoint", "-id"], name="webhooks_dispatch_list"),
            models.Index(fields=["endpoint", "id"], condition=Q(state__in=DUE), name="webhooks_dispatch_due"),
            models.Index(fields=["lease_until"], condition=Q(state=State.SENDING), name="webhooks_dispatch_leases"),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint_id}: {self.kind}"

    @property
    def is_due(self) -> bool:
        return self.state in DUE
