# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an address follows: a person without a name, and their subscriptions. Written by ``operations.following``."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from nahdran.kit import clock
from nahdran.notices.enums import Hears, Pause, Rhythm, Shape

ACTIVE = Q(confirmed_at__isnull=False, paused_at__isnull=True)
BOXED = (Shape.CIRCLE, Shape.AREA)


def box_of(west: Any, south: Any, east: Any, north: Any) -> Func:
    """A rectangle as the GiST index knows it; operator classes of the core only."""
    return Func(Func(west, south, function="point"), Func(east, north, function="point"), function="box")


class Subscriber(models.Model):
    """A mailbox in small letters. It is gone as soon as its last subscription is. The links in its mails are derived from ``token``."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=5, default="de")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    began_at = models.DateTimeField(default=clock.now)
    # Mails that asked or reminded since somebody last showed that the mailbox is theirs: it may be a stranger's.
    mails_sent = models.PositiveSmallIntegerField(default=0)
    # The newest undeliverable message that we have drawn conclusions from.
    failed_delivery = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account"], name="notices_follow_account", condition=Q(account__isnull=False))
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Subscription(models.Model):
    """Listens in one place to one topic. It counts once it is confirmed; ``print`` makes the same wish twice one row."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=20)
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.TOWN)
    # Gone with its district: it must not listen to the whole town then.
    district = models.ForeignKey("places.District", models.CASCADE, null=True, related_name="+")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)
    # Corners as [lon, lat]; the last is joined with the first.
    ring = models.JSONField(default=list)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    # What stands in the middle of a circle, from our own tables.
    place = models.CharField(max_length=200, blank=True)
    # A key of the source, such as a kind of defect; empty is everything.
    topic = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=100, blank=True)
    hears = models.CharField(max_length=10, choices=Hears, default=Hears.NEW)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    weekday = models.PositiveSmallIntegerField(default=0)
    hour = models.PositiveSmallIntegerField(default=7)
    print = models.CharField(max_length=64, editable=False)
    began_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    # Since when the person has wanted it, at the last time we asked; and when we asked again.
    renewed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_why = models.CharField(max_length=10, choices=Pause, blank=True)
    # When the next collected mail is due; empty while every message leaves at once.
    next_at = models.DateTimeField(null=True)
    digests = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscriber", "print"], name="notices_subscription_once"),
            models.CheckConstraint(
                condition=Q(shape=Shape.TOWN)
                | Q(shape=Shape.DISTRICT, district__isnull=False)
                | Q(shape=Shape.CIRCLE, metres__isnull=False, lon__isnull=False, west__isnull=False)
                | Q(shape=Shape.AREA, west__isnull=False),
                name="notices_subscription_place",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["source", "topic"], name="notices_follow_town", condition=ACTIVE & Q(shape=Shape.TOWN)
            ),
            models.Index(
                fields=["district"], name="notices_follow_district", condition=ACTIVE & Q(shape=Shape.DISTRICT)
            ),
            GistIndex(
                box_of(F("west"), F("south"), F("east"), F("north")),
                name="notices_follow_box",
                condition=ACTIVE & Q(shape__in=BOXED),
            ),
            models.Index(fields=["next_at"], name="notices_follow_due", condition=Q(next_at__isnull=False)),
            models.Index(fields=["began_at"], name="notices_follow_open", condition=Q(confirmed_at__isnull=True)),
            models.Index(fields=["renewed_at"], name="notices_follow_renewed"),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def choice(self) -> dict[str, Any]:
        """What it listens to, as the source's list understands it."""
        return {
            "shape": self.shape,
            "district": self.district.slug if self.district else "",
            "lon": self.lon,
            "lat": self.lat,
            "metres": self.metres,
            "ring": self.ring,
            "topic": self.topic,
            "words": self.words,
            "hears": self.hears,
        }
