# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivering to a real SMTP server that behaves well or badly. A message is never lost, and never sent twice by itself."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories import notices as peer_manners
from tests.factories.notices import delivery

from nahdran.kit import clock
from nahdran.notices.enums import Outcome, Phase, State
from nahdran.notices.models import Attempt, Delivery
from nahdran.notices.operations import dispatch, recover_abandoned, requeue_due
from nahdran.notices.operations.dispatch import ClaimLost, _claim, _enter_data, conclude
from nahdran.notices.rules import GIVE_UP_AFTER, LEASE, delay_after, next_attempt

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="nahdran.notices.deliver", status="todo").count()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_a_server_that_accepts_gets_it_once(start_peer) -> None:
    peer = start_peer()
    row = delivery(text=".Punkt am Anfang\n..\n.\nÄpfel")
    assert dispatch(row.pk) == State.SENT
    assert dispatch(row.pk) is None
    row.refresh_from_db()
    assert row.sent_at is not None
    assert row.lease_until is None
    (message,) = peer.received
    assert peer.recipients == ["erika@example.org"]
    assert message["Subject"] == "Ihr Vorgang LOH-2026-000001-K"
    assert message["To"] == "Erika Müller <erika@example.org>"
    assert message["Message-ID"] == row.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"]
    assert "Reply-To" not in message
    assert ".Punkt am Anfang\n..\n.\nÄpfel" in message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert message.get_body(("html",)) is not None
    attempt = Attempt.objects.get()
    assert (attempt.phase, attempt.outcome, attempt.detail) == (
        Phase.ANSWERED,
        Outcome.ACCEPTED,
        "250 2.0.0 Taken as 4711",
    )


def test_answers_may_go_to_another_address(start_peer, settings) -> None:
    settings.MAIL_REPLY_TO = "buergerbuero@lohmar.example"
    peer = start_peer()
    dispatch(delivery().pk)
    assert peer.received[0]["Reply-To"] == "buergerbuero@lohmar.example"


@pytest.mark.parametrize("manners", [peer_manners.REFUSE_RECIPIENT, peer_manners.REFUSE_CONTENT])
def test_a_final_refusal_is_final(start_peer, manners: str) -> None:
    peer = start_peer(manners)
    row = delivery()
    forget_jobs()
    assert dispatch(row.pk) == State.FAILED
    row.refresh_from_db()
    assert row.last_error.startswith("55")
    assert peer.received == []
    assert waiting_jobs() == 0


@pytest.mark.parametrize(
    "manners",
    [
        peer_manners.GREYLIST,
        peer_manners.DELAY_CONTENT,
        peer_manners.NOT_NOW,
        peer_manners.CLOSE_AT_START,
        peer_manners.CLOSE_IN_DATA,
    ],
)
def test_a_temporary_failure_is_tried_again(start_peer, later, manners: str) -> None:
    peer = start_peer(manners)
    # Longer than the buffers between us and the server, so that a server that hangs up half-way is noticed half-way.
    row = delivery(text="x" * 6_000_000 if manners == peer_manners.CLOSE_IN_DATA else "kurz")
    forget_jobs()
    assert dispatch(row.pk) == State.RETRY
    row.refresh_from_db()
    assert row.last_error
    assert timedelta(seconds=45) < row.next_attempt_at - clock.now() < timedelta(seconds=75)
    assert waiting_jobs() == 1
    assert dispatch(row.pk) is None, "not before its time"
    peer.manners = peer_manners.ACCEPT
    later(timedelta(minutes=2))
    assert dispatch(row.pk) == State.SENT
    assert len(peer.received) == 1
    assert list(row.attempts.values_list("outcome", flat=True)) == [Outcome.LATER, Outcome.ACCEPTED]


def test_nobody_listening_is_tried_again(settings) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:9/?tls=none&timeout=1"
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    row.refresh_from_db()
    assert "nicht erreichbar" in row.last_error


def test_a_server_that_says_nothing_is_tried_again(start_peer) -> None:
    start_peer(peer_manners.SILENT_AT_START, query={"timeout": 0.3})
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    row.refresh_from_db()
    assert "nicht rechtzeitig" in row.last_error


@pytest.mark.parametrize(
    "manners", [peer_manners.CLOSE_AFTER_DATA, peer_manners.SILENT_AFTER_DATA, peer_manners.STRANGE_ANSWER]
)
def test_without_a_clear_answer_it_is_uncertain_and_never_sent_again_by_itself(start_peer, later, manners: str) -> None:
    peer = start_peer(manners, query={"answer_timeout": 0.3})
    row = delivery()
    forget_jobs()
    assert dispatch(row.pk) == State.UNCERTAIN
    peer.manners = peer_manners.ACCEPT
    later(timedelta(days=2))
    assert recover_abandoned() == requeue_due() == 0
    assert dispatch(row.pk) is None
    assert waiting_jobs() == 0
    assert len(peer.received) == 1
    attempt = Attempt.objects.get()
    assert (attempt.phase, attempt.outcome) == (Phase.DATA, Outcome.UNKNOWN)


def test_a_server_that_hangs_up_before_the_closing_dot_has_not_got_it(start_peer, monkeypatch) -> None:
    """The small message lies in the buffers already; the last look before the dot sees that nobody is there."""
    from nahdran.notices.channels.mail import smtp

    peer = start_peer(peer_manners.CLOSE_BEFORE_DOT)
    really_gone = smtp._is_gone

    def wait_until_gone(connection) -> bool:
        import select

        select.select([connection], [], [], 5)
        return really_gone(connection)

    monkeypatch.setattr(smtp, "_is_gone", wait_until_gone)
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    assert Attempt.objects.get().phase == Phase.BEFORE_DATA
    assert peer.received == []


def test_a_mistake_in_a_channel_loses_nothing(start_peer, monkeypatch) -> None:
    start_peer()
    monkeypatch.setattr("nahdran.notices.channels.mail.channel.build", lambda *args, **kwargs: {}["broken"])
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    monkeypatch.undo()
    monkeypatch.setattr("nahdran.notices.channels.mail.smtp._finish", lambda *args: {}["broken"])
    Delivery.objects.update(next_attempt_at=clock.now())
    assert dispatch(row.pk) == State.UNCERTAIN


def test_two_workers_at_once_deliver_once(start_peer) -> None:
    peer = start_peer()
    rows = [delivery(number).pk for number in range(12)]
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait(10)
            for pk in rows:
                dispatch(pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [message["Message-ID"] for message in peer.received]
    assert len(ids) == len(set(ids)) == 12
    assert Delivery.objects.filter(state=State.SENT).count() == 12
    assert Attempt.objects.count() == 12


def dispatch_in_another_process(pk: int, mail_url: str) -> subprocess.Popen:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    code = f"import django; django.setup(); from nahdran.notices.operations import dispatch; dispatch({pk})"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "MAIL_URL": mail_url,
        "DJANGO_SETTINGS_MODULE": "nahdran.project.settings.test",
    }
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], env=environment)


def wait_for(happened: Callable[[], bool], worker: subprocess.Popen) -> bool:
    """Until it has happened; not longer than the worker lives, and not for ever."""
    for _ in range(600):
        if happened() or worker.poll() is not None:
            break
        threading.Event().wait(0.1)
    return happened()


@pytest.mark.slow
def test_a_worker_killed_after_the_message_leaves_an_uncertain_row(start_peer, settings, later) -> None:
    peer = start_peer(peer_manners.SILENT_AFTER_DATA)
    row = delivery()
    with dispatch_in_another_process(
        row.pk, settings.MAIL_URL.replace("answer_timeout=5", "answer_timeout=60")
    ) as worker:
        arrived = wait_for(peer.got_message.is_set, worker)
        worker.kill()
    assert arrived
    row.refresh_from_db()
    assert row.state == State.SENDING
    assert recover_abandoned() == 0, "its lease still holds"
    later(LEASE + timedelta(seconds=1))
    assert recover_abandoned() == 1
    row.refresh_from_db()
    assert row.state == State.UNCERTAIN
    assert "nicht bekannt" in row.last_error


@pytest.mark.slow
def test_a_worker_killed_before_the_message_is_replaced(start_peer, settings, later) -> None:
    peer = start_peer(peer_manners.SILENT_AT_START)
    row = delivery()
    with dispatch_in_another_process(row.pk, settings.MAIL_URL.replace("timeout=5", "timeout=60", 1)) as worker:
        claimed = wait_for(lambda: Delivery.objects.get(pk=row.pk).state == State.SENDING, worker)
        worker.kill()
    assert claimed
    later(LEASE + timedelta(seconds=1))
    assert recover_abandoned() == 1
    row.refresh_from_db()
    assert row.state == State.RETRY
    peer.manners = peer_manners.ACCEPT
    later(timedelta(minutes=2))
    assert dispatch(row.pk) == State.SENT
    assert len(peer.received) == 1


def test_a_worker_that_was_given_up_does_not_hand_over(start_peer, later) -> None:
    """Too slow: its row was taken away and sent by somebody else. When it wakes up it must notice before the message is out."""
    peer = start_peer()
    row = delivery()
    slow = _claim(row.pk)
    assert slow is not None
    later(LEASE + timedelta(seconds=1))
    assert recover_abandoned() == 1
    later(timedelta(minutes=2))
    assert dispatch(row.pk) == State.SENT
    with pytest.raises(ClaimLost):
        _enter_data(slow)
    assert conclude(slow.attempt.pk, Outcome.LATER, "") is None
    row.refresh_from_db()
    assert row.state == State.SENT
    assert len(peer.received) == 1


def test_a_late_yes_is_believed(start_peer, later) -> None:
    row = delivery()
    start_peer()
    slow = _claim(row.pk)
    assert slow is not None
    _enter_data(slow)
    later(LEASE + timedelta(seconds=1))
    recover_abandoned()
    assert conclude(slow.attempt.pk, Outcome.ACCEPTED, "250 OK") == State.SENT


def test_after_three_days_we_give_up(settings, later) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:9/?tls=none&timeout=1"
    row = delivery()
    for _ in range(40):
        state = dispatch(row.pk)
        if state == State.FAILED:
            break
        row.refresh_from_db()
        later(row.next_attempt_at - clock.now() + timedelta(seconds=1))
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert "Nach drei Tagen aufgegeben" in row.last_error
    assert 8 < row.attempt_count < 20
    assert clock.now() - row.created_at > GIVE_UP_AFTER - timedelta(hours=10)


def test_waits_grow_and_are_spread() -> None:
    assert [delay_after(n, chance=0.5) for n in (1, 2, 3, 4, 5, 6, 99)] == [
        timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 480, 480)
    ]
    assert delay_after(1, chance=0) == timedelta(seconds=48)
    now = clock.now()
    assert next_attempt(attempts=6, queued_at=now - GIVE_UP_AFTER, now=now) is None


def test_without_a_mail_server_messages_wait(settings, start_peer, later) -> None:
    row = delivery()
    assert dispatch(row.pk) is None
    row.refresh_from_db()
    assert (row.state, row.attempt_count) == (State.WAITING, 0)
    forget_jobs()
    later(timedelta(minutes=3))
    assert requeue_due() == 0, "no job for a channel that is not ready"
    peer = start_peer()
    assert requeue_due() == 1
    assert requeue_due() == 0, "its job waits already"
    assert dispatch(row.pk) == State.SENT
    assert len(peer.received) == 1


def test_a_lost_job_is_queued_again(start_peer, later) -> None:
    start_peer()
    first, second = delivery(1), delivery(2)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args ->> 'delivery_id' = %s", [str(first.pk)])
    assert requeue_due() == 0, "it may still come"
    later(timedelta(minutes=3))
    assert requeue_due() == 1
    assert set(ProcrastinateJob.objects.values_list("args__delivery_id", flat=True)) == {first.pk, second.pk}


def test_the_worker_runs_the_job_that_send_has_queued(start_peer, monkeypatch) -> None:
    # Threads of a worker keep their connection for the next job; here there is none.
    monkeypatch.setattr("procrastinate.contrib.django.db_cleanup.close_old_connections", connections.close_all)
    peer = start_peer()
    row = delivery()
    worker = app.with_connector(app.connector.get_worker_connector())
    with worker.open():
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    row.refresh_from_db()
    assert row.state == State.SENT
    assert len(peer.received) == 1


def test_a_secret_message_is_erased_as_soon_as_it_has_left(start_peer) -> None:
    peer = start_peer()
    row = delivery(text="Code 123456", secret=True)
    dispatch(row.pk)
    row.refresh_from_db()
    assert (row.text, row.html) == ("", "")
    assert "123456" in peer.received[0].get_body(("plain",)).get_content()
