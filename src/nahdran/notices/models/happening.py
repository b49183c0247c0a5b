# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened, once for each key, and which subscription hears of it. Written by ``operations.matching``."""

from typing import ClassVar

from django.db import models

from nahdran.kit import clock
from nahdran.notices.enums import Stage
from nahdran.notices.models.delivery import Delivery
from nahdran.notices.models.subscription import Subscription


class Happening(models.Model):
    """Written in the transaction that causes it. Its key stays, so that what was withdrawn and shown again is not news a second time."""

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    stage = models.CharField(max_length=10, choices=Stage)
    at = models.DateTimeField(default=clock.now)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="notices_happening_once")]
        indexes: ClassVar = [
            models.Index(fields=["at"], name="notices_happening_open", condition=models.Q(matched_at__isnull=True)),
            models.Index(fields=["source", "subject"], name="notices_happening_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Match(models.Model):
    """One subscription hears of one happening, at most once. ``delivery`` is the message that told it."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="matches", db_index=False)
    happening = models.ForeignKey(Happening, models.CASCADE, related_name="matches")
    told_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "happening"], name="notices_match_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["told_at"], name="notices_match_told", condition=models.Q(told_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.happening_id}"
