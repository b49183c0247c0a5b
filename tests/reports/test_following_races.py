# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two at once, with real connections: confirmed twice, left while it is told, two workers at the same digest or the same happening."""

import pytest
import time_machine

from nahdran.notices.enums import Rhythm
from nahdran.notices.models import Delivery, Happening, Match, Subscriber, Subscription
from nahdran.notices.operations import following
from nahdran.notices.wishes import Wish
from tests.factories.reports import make_report
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


def subscribed(email, rhythm=Rhythm.NOW):
    row = following.subscribe(wish=Wish(source="reports", rhythm=rhythm), email=email)
    following.confirm(token=row.token)
    return row


def news(template="follow_news"):
    return Delivery.objects.filter(template=f"notices/{template}")


def test_asked_and_confirmed_many_times_at_once_is_one_subscription(lamp):
    wish = Wish(source="reports")
    results = together(*[lambda: following.subscribe(wish=wish, email="a@example.org")] * 4)
    assert not [found for found in results if isinstance(found, Exception)]
    assert (Subscriber.objects.count(), Subscription.objects.count()) == (1, 1)
    token = Subscription.objects.get().token
    assert together(*[lambda: following.confirm(token=token)] * 4) == [None] * 4
    assert Subscription.objects.get().confirmed_at


def test_two_workers_at_the_same_happening_tell_each_person_once(lamp):
    for number in range(12):
        subscribed(f"person{number}@example.org")
    make_report(lamp, public=True)
    (pk,) = Happening.objects.values_list("pk", flat=True)
    results = together(*[lambda: following.match(happening_id=pk)] * 3)
    assert not [found for found in results if isinstance(found, Exception)]
    assert (news().count(), Match.objects.count()) == (12, 12)


def test_two_workers_at_the_digests_write_each_once(lamp, clock):
    for number in range(12):
        subscribed(f"person{number}@example.org", Rhythm.DAILY)
    make_report(lamp, public=True)
    following.match(happening_id=Happening.objects.get().pk)
    clock.shift(86400)
    results = together(*[following.send_digests] * 3)
    assert sum(results) == 12
    assert news("follow_digest").count() == 12


def test_who_leaves_while_being_told_gets_nothing_or_takes_it_back(lamp):
    row, stays = subscribed("goes@example.org"), subscribed("stays@example.org")
    make_report(lamp, public=True)
    (pk,) = Happening.objects.values_list("pk", flat=True)
    results = together(lambda: following.match(happening_id=pk), lambda: following.leave(token=row.token))
    assert not [found for found in results if isinstance(found, Exception)]
    assert not Subscriber.objects.filter(email="goes@example.org").exists()
    waiting = news().exclude(state="cancelled").values_list("address", flat=True)
    assert list(waiting) == ["stays@example.org"]
    assert stays.pk in Match.objects.values_list("subscription_id", flat=True)
