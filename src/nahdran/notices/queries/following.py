# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of what people follow: for matching, for the pages behind links, for a person's own copy, for the administrator's numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower

from nahdran.kit import clock
from nahdran.notices.enums import HEARS_OF, Shape, Stage, State
from nahdran.notices.models import (
    ACTIVE,
    BOXED,
    Delivery,
    FollowSettings,
    Happening,
    Match,
    Subscriber,
    Subscription,
    box_of,
)
from nahdran.notices.slots import Facts

# The beginning of the keys of all messages about subscriptions, see Delivery.dedup_key.
KEY_PREFIX = "follow:"


def follow_settings() -> FollowSettings:
    """The one row; before the town has settled anything, its defaults."""
    return FollowSettings.objects.first() or FollowSettings()


def listening(happening: Happening, facts: Facts) -> QuerySet[Subscription]:
    """Confirmed before it happened and perhaps meant: circles and areas still have to be looked at closely. One query over indexes."""
    here = Q(shape=Shape.TOWN) | Q(pk__in=_boxes_around(facts))
    if facts.district_id is not None:
        here |= Q(shape=Shape.DISTRICT, district=facts.district_id)
    return Subscription.objects.filter(
        ACTIVE,
        here,
        source=happening.source,
        topic__in=["", *sorted(facts.topics)],
        hears__in=HEARS_OF[Stage(happening.stage)],
        confirmed_at__lte=happening.at,
    ).select_related("subscriber")


def _boxes_around(facts: Facts) -> QuerySet[Subscription, int]:
    box = box_of(F("west"), F("south"), F("east"), F("north"))
    spot = box_of(Value(facts.lon), Value(facts.lat), Value(facts.lon), Value(facts.lat))
    around = Func(box, spot, template="(%(expressions)s)", arg_joiner=" @> ", output_field=BooleanField())
    return Subscription.objects.filter(ACTIVE, around, shape__in=BOXED).values_list("pk", flat=True)


def anybody_listens(source: str) -> bool:
    return Subscription.objects.filter(ACTIVE, source=source).exists()


def unmatched(before: datetime) -> QuerySet[Happening, int]:
    """Happenings whose job got lost."""
    open_ones = Happening.objects.filter(matched_at__isnull=True, at__lt=before)
    return open_ones.order_by("at").values_list("pk", flat=True)


def untold(subscriptions: Iterable[int]) -> QuerySet[Match]:
    """What these subscriptions have not heard of yet, oldest first."""
    rows = Match.objects.filter(subscription__in=list(subscriptions), told_at__isnull=True)
    return rows.select_related("happening").order_by("happening_id")


def by_token(token: UUID) -> Subscription | None:
    return Subscription.objects.select_related("subscriber", "district").filter(token=token).first()


def subscriber_by_token(token: UUID) -> Subscriber | None:
    return Subscriber.objects.filter(token=token).first()


def subscriber_of(user: Any) -> Subscriber | None:
    """By the address of the account, which is proven at each sign-in."""
    return Subscriber.objects.filter(email=user.email.lower()).first()


def confirmed_of(subscriber: Subscriber) -> list[Subscription]:
    """What the address follows; what nobody has confirmed is nobody's business."""
    rows = subscriber.subscriptions.filter(confirmed_at__isnull=False)
    return list(rows.select_related("district", "subscriber").order_by("pk"))


def copy_for(user: Any) -> list[dict[str, Any]]:
    """For the copy of "Meine Daten"."""
    rows = Subscription.objects.filter(Q(subscriber__account=user) | Q(subscriber__email=user.email.lower()))
    return [
        {
            **row.choice,
            "place": row.place,
            "rhythm": row.rhythm,
            "email": row.subscriber.email,
            "since": row.began_at.isoformat(),
            "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row in rows.select_related("district", "subscriber").order_by("pk")
    ]


def bounced() -> list[tuple[int, str]]:
    """Undeliverable messages about subscriptions as (number, address in small letters), newest first."""
    rows = Delivery.objects.filter(state=State.FAILED, dedup_key__startswith=KEY_PREFIX, erased_at__isnull=True)
    return list(rows.order_by("-pk").values_list("pk", Lower("address"))[:500])


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many follow what; nobody's address."""

    addresses: int
    active: int
    paused: int
    unconfirmed: int
    by_shape: dict[str, int]
    by_rhythm: dict[str, int]
    by_hears: dict[str, int]
    mails: int


def numbers() -> Numbers:
    """Six queries over few rows."""
    rows = Subscription.objects.filter(ACTIVE)
    week = clock.now() - timedelta(days=7)

    def counted(name: str) -> dict[str, int]:
        return dict(rows.order_by().values_list(name).annotate(Count("pk")))

    states = Subscription.objects.aggregate(
        addresses=Count("subscriber", distinct=True, filter=ACTIVE),
        active=Count("pk", filter=ACTIVE),
        paused=Count("pk", filter=Q(paused_at__isnull=False)),
        unconfirmed=Count("pk", filter=Q(confirmed_at__isnull=True)),
    )
    told = Match.objects.filter(told_at__gte=week, delivery__isnull=False)
    return Numbers(
        **states,
        by_shape=counted("shape"),
        by_rhythm=counted("rhythm"),
        by_hears=counted("hears"),
        mails=told.aggregate(mails=Count("delivery", distinct=True))["mails"],
    )
