# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of following, whatever is followed: rhythms, wishes, what goes by itself, what the administrator sees."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.accounts import client_of, make_admin, make_citizen, make_staff
from tests.factories.org import make_town

from nahdran.audit.models import Entry
from nahdran.kit import clock
from nahdran.notices.enums import Pause, Rhythm, Shape, Stage, State
from nahdran.notices.models import Delivery, FollowSettings, Happening, Match, Subscriber, Subscription
from nahdran.notices.operations import following
from nahdran.notices.operations.following.errors import TooManySubscriptions
from nahdran.notices.rhythm import HOURS, next_moment
from nahdran.notices.slots import Facts, FollowSource, sources
from nahdran.notices.wishes import Wish, print_of
from nahdran.places.drawn import CrossingLines

EMAIL = "erika@example.org"
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


class Stones(FollowSource):
    """Something to follow that knows no database: every stone lies at the same place."""

    key, label, url_name = "stones", "Steine", "reports:subscribe"

    def facts(self, subject, stage):
        return Facts(subject=subject, lon=7.2, lat=50.8)

    def words_found(self, subject, texts):
        return set()

    def lines(self, subjects, *, single=False):
        return {}

    def topic_label(self, topic):
        return ""

    def list_address(self, choice):
        return "/"

    def singles(self, email):
        return []


@pytest.fixture(autouse=True)
def stones(db, monkeypatch):
    make_town()
    monkeypatch.setattr(sources, "_items", {**sources._items, "stones": Stones()})
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


def subscribed(email=EMAIL, **wish):
    row = following.subscribe(wish=Wish(source="stones", **wish), email=email)
    following.confirm(token=row.token)
    return Subscription.objects.get(pk=row.pk)


@given(after=MOMENTS, weekday=st.integers(0, 6), hour=st.sampled_from(HOURS), rhythm=st.sampled_from(Rhythm.values))
def test_the_next_mail_is_later_and_at_its_hour_whatever_the_clocks_do(after, weekday, hour, rhythm):
    moment = next_moment(rhythm, weekday=weekday, hour=hour, after=after)
    if rhythm == Rhythm.NOW:
        assert moment is None
        return
    here = clock.local(moment)
    assert (here.hour, here.minute) == (hour, 0)
    longest = timedelta(days=7 if rhythm == Rhythm.WEEKLY else 1, hours=1)
    assert after < moment <= after + longest
    assert rhythm == Rhythm.DAILY or here.weekday() == weekday


def test_the_same_wish_has_the_same_print_and_another_has_another():
    one = Wish(source="stones", shape=Shape.CIRCLE, lon=7.2, lat=50.8, metres=500, place="Am Stein 1")
    assert print_of(one.columns()) == print_of(Wish(**{**_fields(one), "place": "", "hour": 18}).columns())
    assert print_of(one.columns()) != print_of(Wish(**{**_fields(one), "metres": 250}).columns())


def _fields(wish):
    return {name: getattr(wish, name) for name in wish.__dataclass_fields__}


def test_an_area_that_crosses_itself_is_none():
    with pytest.raises(CrossingLines):
        Wish(source="stones", shape=Shape.AREA, ring=((0, 0), (1, 1), (1, 0), (0, 1))).columns()


def test_an_address_has_only_so_many_and_only_its_owner_is_told():
    FollowSettings.objects.create(most=2)
    owner = make_citizen(email=EMAIL)
    for hour in (1, 2):
        subscribed(words=f"Wort {hour}")
    with pytest.raises(TooManySubscriptions):
        following.subscribe(wish=Wish(source="stones", words="drei"), email=EMAIL, account=owner)
    assert following.subscribe(wish=Wish(source="stones", words="drei"), email=EMAIL) is None
    assert Subscription.objects.count() == 2


def test_what_nobody_confirms_goes_by_itself(stones):
    following.subscribe(wish=Wish(source="stones"), email=EMAIL)
    subscribed("confirmed@example.org")
    stones.shift(timedelta(days=3, minutes=1))
    assert following.expire_unconfirmed() == 1
    assert list(Subscriber.objects.values_list("email", flat=True)) == ["confirmed@example.org"]


def test_after_two_years_we_ask_and_silence_ends_it(stones):
    answers, silent = subscribed(), subscribed("silent@example.org")
    stones.shift(timedelta(days=731))
    assert following.ask_again() == 2
    assert following.ask_again() == 0, "once is enough"
    following.renew(token=answers.token)
    stones.shift(timedelta(days=31))
    following.ask_again()
    assert list(Subscription.objects.values_list("pk", flat=True)) == [answers.pk]
    assert not Subscriber.objects.filter(pk=silent.subscriber_id).exists()


def test_a_mailbox_that_refuses_rests_until_its_owner_goes_on():
    row = subscribed()
    Delivery.objects.filter(address=EMAIL).update(state=State.FAILED)
    assert following.pause_bounced() == 1
    row.refresh_from_db()
    assert (row.paused_why, row.next_at) == (Pause.BOUNCE, None)
    following.go_on(token=row.token)
    assert following.pause_bounced() == 0, "the same message counts once"


def happen(number):
    following.happened(source="stones", key=f"new:{number}", subject=number, stage=Stage.NEW)
    return Happening.objects.filter(key=f"new:{number}").first()


def test_what_lost_its_job_is_queued_again(stones):
    subscribed()
    happen(1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    stones.shift(timedelta(minutes=3))
    assert following.requeue_unmatched() == 1
    assert following.requeue_unmatched() == 0


def test_whoever_begins_later_does_not_hear_of_earlier_things(stones):
    subscribed()
    happening = happen(1)
    stones.shift(timedelta(seconds=1))
    subscribed("later@example.org")
    assert following.match(happening_id=happening.pk) == 1


def test_matching_asks_as_often_for_many_as_for_few():
    subscribed()
    happening = happen(1)
    with CaptureQueriesContext(connection) as few:
        following.match(happening_id=happening.pk)
    for number in range(40):
        subscribed(f"person{number}@example.org", words="" if number % 2 else f"Wort {number}")
    happening = happen(2)
    with CaptureQueriesContext(connection) as many:
        following.match(happening_id=happening.pk)
    assert len(many) <= len(few)


def test_changing_to_at_once_sends_what_was_collected(stones):
    row = subscribed(rhythm=Rhythm.WEEKLY)
    following.match(happening_id=happen(1).pk)
    following.change_rhythm(token=row.token, rhythm=Rhythm.NOW, weekday=0, hour=7)
    following.send_digests()
    assert not Match.objects.filter(told_at=None).exists()
    row.refresh_from_db()
    assert row.next_at is None


def test_old_matches_go_and_keys_stay(stones):
    subscribed()
    following.match(happening_id=happen(1).pk)
    stones.shift(timedelta(days=1))
    following.send_digests()
    stones.shift(timedelta(days=31))
    assert following.forget_told() == 1
    assert Happening.objects.count() == 1


def test_the_administrator_sees_numbers_and_no_address():
    subscribed()
    page = client_of(make_admin()).get("/arbeitsplatz/einstellungen/abos/").content.decode()
    assert "Laufende Abos" in page
    assert EMAIL not in page
    answer = client_of(make_admin()).post(
        "/arbeitsplatz/einstellungen/abos/", {"most": "3", "confirm_days": "2", "keep_months": "12"}
    )
    assert answer.status_code == 302
    assert (FollowSettings.objects.get().is_on, FollowSettings.objects.get().most) == (False, 3)
    assert Entry.objects.filter(action="notices.following").exists()


def test_without_the_right_the_settings_are_closed():
    assert client_of(make_staff(rights=["notices.manage"])).get("/arbeitsplatz/einstellungen/abos/").status_code == 403
