# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few invented neighbours who follow something, and the collected mail that one of them gets of the newest stories."""

from datetime import timedelta

from nahdran.kit import clock
from nahdran.notices.enums import Hears, Rhythm, Shape
from nahdran.notices.models import Happening, Subscriber
from nahdran.notices.operations import following
from nahdran.notices.wishes import Wish
from nahdran.places.models import District
from nahdran.reports.operations.following import SOURCE

# So long ago they began, so that the mail tells of a week and not of the whole past.
_BEGAN = timedelta(days=9)


def ensure_subscriptions() -> None:
    """Before the stories are told, so that somebody listens. A town that has subscribers already gets no others."""
    if Subscriber.objects.exists():
        return
    district = District.objects.filter(is_current=True).order_by("slug").first()
    wishes = [
        ("nachbarin@example.org", Wish(source=SOURCE, hears=Hears.STEPS, rhythm=Rhythm.WEEKLY)),
        ("elternbeirat@example.org", Wish(source=SOURCE, topic="gruppe:beleuchtung", rhythm=Rhythm.DAILY)),
    ]
    if district is not None:
        around = Wish(
            source=SOURCE, shape=Shape.CIRCLE, lon=district.lon, lat=district.lat, metres=1000, place=district.name
        )
        there = Wish(source=SOURCE, shape=Shape.DISTRICT, district_id=district.pk, hears=Hears.CLOSED)
        wishes += [("nachbarin@example.org", around), ("heimatverein@example.org", there)]
    with clock.at(clock.now() - _BEGAN):
        for email, wish in wishes:
            row = following.subscribe(wish=wish, email=email)
            if row is not None and row.confirmed_at is None:
                following.confirm(token=row.token)


def send_collected() -> None:
    """What the worker would have done in the days that the stories tell of."""
    for pk in Happening.objects.filter(matched_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        following.match(happening_id=pk)
    following.send_digests()
