# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ten thousand subscriptions hear of a thousand new reports: matching one after the other, as one worker does, then the collected mails.

python -m benchmarks.following [--subscriptions 10000] [--reports 1000]
"""

import argparse
import random
import statistics
import time
from typing import Any

from benchmarks.server import database

# One in so many hears at once; the others get collected mails.
NOW_SHARE = 0.02
_RADII = (100, 250, 500, 1000, 2000, 5000)


def subscriptions(count: int, dice: random.Random) -> None:
    """Circles, districts, areas and the whole town, as people might choose; all of them confirmed."""
    from nahdran.kit import clock
    from nahdran.notices.enums import Rhythm, Shape
    from nahdran.notices.models import Subscriber, Subscription
    from nahdran.notices.wishes import Wish, print_of
    from nahdran.places.models import Address, District
    from nahdran.reports.models import Category

    houses = list(Address.objects.values_list("lon", "lat")[:2000])
    districts = list(District.objects.values_list("pk", flat=True))
    topics = [f"art:{key}" for key in Category.objects.values_list("key", flat=True)]
    people = [Subscriber(email=f"person{number}@example.org") for number in range(count)]
    Subscriber.objects.bulk_create(people, batch_size=2000)

    def wish() -> dict[str, Any]:
        lon, lat = dice.choice(houses)
        size = dice.uniform(0.002, 0.02)
        ring = tuple((lon + x * size, lat + y * size) for x, y in ((-1, -1), (1, -1), (1.4, 0), (1, 1), (-1, 1)))
        shape = dice.choices([Shape.CIRCLE, Shape.DISTRICT, Shape.AREA, Shape.TOWN], [60, 20, 10, 10])[0]
        found = Wish(
            source="reports",
            shape=shape,
            lon=lon,
            lat=lat,
            metres=dice.choice(_RADII),
            district_id=dice.choice(districts),
            ring=ring,
            topic=dice.choice(topics) if shape == Shape.TOWN or dice.random() < 0.3 else "",
            rhythm=Rhythm.NOW if dice.random() < NOW_SHARE else Rhythm.DAILY,
        )
        columns = found.columns()
        return columns | found.timing() | {"print": print_of(columns)}

    now = clock.now()
    rows = [
        Subscription(subscriber=person, confirmed_at=now, renewed_at=now, next_at=None, **wish()) for person in people
    ]
    for row in rows:
        row.next_at = None if row.rhythm == Rhythm.NOW else now
    Subscription.objects.bulk_create(rows, batch_size=1000)


def reports(count: int, dice: random.Random) -> None:
    from tests.factories.reports import make_report

    from nahdran.places.models import Address
    from nahdran.reports.models import Category

    houses = list(Address.objects.values_list("lon", "lat")[:2000])
    kinds = list(Category.objects.filter(is_active=True).select_related("group"))
    for _ in range(count):
        make_report(dice.choice(kinds), dice.choice(houses), public=True, public_text="Bitte ansehen.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=1000)
    asked = parser.parse_args()
    dice = random.Random(7)
    with database():
        from django.db import connection

        from nahdran.notices.models import Delivery, Happening, Match
        from nahdran.notices.operations import following

        Happening.objects.all().delete()
        subscriptions(asked.subscriptions, dice)
        reports(asked.reports, dice)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        before = Delivery.objects.count()
        took = []
        for pk in list(Happening.objects.filter(matched_at=None).order_by("pk").values_list("pk", flat=True)):
            started = time.perf_counter()
            following.match(happening_id=pk)
            took.append(time.perf_counter() - started)
        singles = Delivery.objects.count() - before
        matches = Match.objects.count()
        started = time.perf_counter()
        digests = following.send_digests()
        collected = time.perf_counter() - started
    took.sort()
    print(f"{asked.subscriptions} subscriptions, {len(took)} new reports: {matches} matches, {singles} single mails")
    median, late = statistics.median(took) * 1000, took[int(len(took) * 0.95)] * 1000
    print(f"matching one: median {median:.1f} ms, 95 of 100 within {late:.1f} ms, together {sum(took):.1f} s")
    print(f"{digests} collected mails in {collected:.1f} s, {digests / max(collected, 0.001):.0f} a second")


if __name__ == "__main__":
    main()
