# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries: signed, once for each event, tried again for three days, never into our own network."""

from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from nahdran.audit.models import Entry
from nahdran.kit import clock, outbound
from nahdran.notices.models import Delivery
from nahdran.webhooks.enums import Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from nahdran.webhooks.operations import (
    end_old_key,
    erase_old,
    look_after,
    renew_key,
    resend,
    resend_failed,
    send_due,
    send_test,
    sending,
    spread,
)
from tests.factories.accounts import make_admin
from tests.factories.reports import make_report
from tests.factories.webhooks import DRIP, LOST, make_endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def traveller():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as found:
        yield found


def only():
    return Dispatch.objects.get()


def test_a_delivery_is_signed_with_the_key_that_was_shown(made, receiver, report, work):
    assert work() == 1
    (got,) = receiver.got
    assert got.is_signed_with(made.plain)
    assert got.path == "/hook"
    assert got.headers["content-type"] == "application/json"
    assert got.id == Event.objects.get().message_id
    assert got.json["type"] == "report.released"
    assert only().state == State.SENT
    assert made.plain not in Endpoint.objects.get().sealed_key


def test_both_keys_count_for_a_week(made, receiver, report, work, traveller):
    fresh = renew_key(endpoint=made.row, actor=None)
    work()
    assert receiver.got[0].is_signed_with(made.plain)
    assert receiver.got[0].is_signed_with(fresh.plain)
    traveller.shift(timedelta(days=8))
    resend(dispatch=only(), actor=None)
    work()
    assert not receiver.got[1].is_signed_with(made.plain)
    assert receiver.got[1].is_signed_with(fresh.plain)
    erase_old()
    assert Endpoint.objects.get().sealed_old_key == ""


def test_a_button_pressed_twice_locks_nobody_out(made, receiver, report, work):
    lost, fresh = (renew_key(endpoint=made.row, actor=None) for _ in range(2))
    work()
    assert receiver.got[0].is_signed_with(made.plain)
    assert receiver.got[0].is_signed_with(fresh.plain)
    assert not receiver.got[0].is_signed_with(lost.plain)


def test_the_key_before_can_be_ended_at_once(made, receiver, report, work):
    renew_key(endpoint=made.row, actor=None)
    assert end_old_key(endpoint=made.row, actor=None)
    assert not end_old_key(endpoint=made.row, actor=None)
    work()
    assert not receiver.got[0].is_signed_with(made.plain)


def test_a_failure_is_tried_again_later_under_the_same_id_with_the_same_body(receiver, report, work, traveller):
    receiver.answers = [500, LOST]
    assert work() == 0
    assert (only().state, only().problem, only().http_status) == (State.RETRY, Problem.STATUS, 500)
    assert work() == 0, "the address rests"
    assert len(receiver.got) == 1
    traveller.shift(timedelta(minutes=2))
    assert work() == 0
    assert (only().problem, only().http_status) == (Problem.UNREACHABLE, None)
    traveller.shift(timedelta(minutes=10))
    assert work() == 1
    assert len({got.id for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    assert only().attempt_count == 3
    assert Endpoint.objects.get().failing_since is None


def test_after_three_days_it_is_given_up_and_the_address_switched_off(made, receiver, report, work, traveller):
    admin = make_admin()
    receiver.status = 503
    began = clock.now()
    while only_state() != State.FAILED:
        work()
        traveller.shift(timedelta(minutes=30))
        assert clock.now() - began < timedelta(days=4)
    row = Endpoint.objects.get()
    assert clock.now() - began > timedelta(days=2)
    assert (row.is_active, row.stopped_at is not None) == (False, True)
    mail = Delivery.objects.get(template="webhooks/stopped")
    assert mail.address == admin.email
    assert f"/einstellungen/webhooks/{row.pk}/" in mail.text
    assert Entry.objects.filter(action="webhooks.stopped").exists()
    assert len(receiver.got) < 30


def only_state():
    return Dispatch.objects.values_list("state", flat=True).first()


def test_one_refused_event_does_not_stop_the_others(receiver, lamp, report, work, traveller):
    make_report(lamp, public=True, public_text="Zweite Lampe.")
    receiver.answers = [422]
    assert work() == 1
    assert [row.state for row in Dispatch.objects.order_by("id")] == [State.RETRY, State.SENT]


def test_an_address_that_does_not_answer_gets_one_attempt_and_not_a_hundred(receiver, lamp, report, work):
    for _number in range(5):
        make_report(lamp, public=True)
    receiver.status = LOST
    work()
    assert len(receiver.got) == 1
    receiver.status = 204


def test_who_answers_410_gets_nothing_any_more(receiver, report, work):
    receiver.status = 410
    work()
    assert only().state == State.FAILED
    assert not Endpoint.objects.get().is_active


def test_redirects_are_not_followed(receiver, report, work):
    receiver.status, receiver.location = 307, f"{receiver.url}/elsewhere"
    work()
    assert len(receiver.got) == 1
    assert only().problem == Problem.REDIRECT


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/hook",
        "https://10.0.0.7/hook",
        "https://[::1]/hook",
        "https://169.254.169.254/latest/meta-data/",
        "http://hooks.example.org/hook",
        "https://hooks.example.org:8443/hook",
    ],
)
def test_private_networks_and_open_lines_are_refused(url, report, work, settings, made, monkeypatch):
    settings.OUTBOUND_ALLOW = []
    monkeypatch.setattr(outbound._Exchange, "_connect", lambda *args: pytest.fail("connected"))
    Endpoint.objects.update(url=url)
    work()
    assert (only().state, only().problem) == (State.RETRY, Problem.FORBIDDEN)


def test_a_slow_answer_is_cut(receiver, report, work, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    receiver.answers = [DRIP]
    work()
    assert only().problem == Problem.UNREACHABLE


def test_an_unreadable_key_is_said_and_tried_again(receiver, report, work, traveller, made):
    Endpoint.objects.update(sealed_key="kaputt")
    work()
    assert only().problem == Problem.KEY
    assert not receiver.got
    fresh = renew_key(endpoint=made.row, actor=None)
    end_old_key(endpoint=made.row, actor=None)
    traveller.shift(timedelta(minutes=5))
    work()
    assert receiver.got[0].is_signed_with(fresh.plain)


def test_a_worker_that_dies_loses_nothing(made, receiver, report, work, traveller, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending, "conclude", killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert only().state == State.SENDING
    assert work() == 0
    traveller.shift(timedelta(minutes=3))
    look_after()
    assert (only().state, only().problem) == (State.RETRY, Problem.WORKER)
    assert work() == 1
    assert len({got.id for got in receiver.got}) == 1, "the other side sees that it is the same"


def test_an_event_whose_job_got_lost_is_found_again(report, traveller):
    event = Event.objects.get()
    ProcrastinateJob.objects.all()._raw_delete("default")
    look_after()
    assert not jobs("spread"), "its job may still come"
    traveller.shift(timedelta(minutes=3))
    look_after()
    assert jobs("spread") == [{"number": str(event.number)}]
    assert spread(number=str(event.number)) == 1
    assert spread(number=str(event.number)) == 0
    ProcrastinateJob.objects.all()._raw_delete("default")
    assert look_after() == 1
    assert jobs("send") == [{"endpoint_id": Endpoint.objects.get().pk}]


def jobs(name):
    found = ProcrastinateJob.objects.filter(task_name=f"nahdran.webhooks.{name}", status="todo")
    return list(found.values_list("args", flat=True))


def test_what_was_given_up_can_be_sent_again_all_at_once(made, receiver, lamp, report, work):
    make_report(lamp, public=True)
    work()
    Dispatch.objects.update(state=State.FAILED)
    assert resend_failed(endpoint=made.row, actor=None) == 2
    assert work() == 2
    assert len(receiver.got) == 4
    assert len({got.id for got in receiver.got}) == 2


def test_nothing_is_put_on_its_way_to_an_address_that_is_not_in_use(made, report, work):
    work()
    Endpoint.objects.update(is_active=False)
    assert not resend(dispatch=only(), actor=None)
    assert send_due(endpoint_id=made.row.pk) == 0


def test_a_test_is_sent_at_once_and_never_repeated(made, receiver):
    Endpoint.objects.update(is_active=False)
    made.row.refresh_from_db()
    assert send_test(endpoint=made.row).state == State.SENT
    assert receiver.got[0].is_signed_with(made.plain)
    assert receiver.types == ["webhook.test"]
    receiver.status = 500
    failed = send_test(endpoint=made.row)
    assert (failed.state, failed.http_status) == (State.FAILED, 500)
    assert not resend(dispatch=failed, actor=None)
    assert Endpoint.objects.get().failures == 0


def test_the_list_is_deleted_after_thirty_days(report, work, traveller):
    work()
    traveller.shift(timedelta(days=29))
    assert erase_old() == 0
    traveller.shift(timedelta(days=2))
    assert erase_old() == 1
    assert not Dispatch.objects.exists()


def test_an_address_hears_nothing_of_what_was_before_it(lamp, receiver, work, made):
    with time_machine.travel("2026-11-15 09:00+01:00", tick=False):
        make_report(lamp, public=True)
    assert work() == 0
    other = make_endpoint(receiver.url, name="Zweite")
    assert work(other.row) == 0
