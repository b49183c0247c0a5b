# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Decisions of an administrator, what is erased, and the numbers of the operator."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from tests.factories import notices as peer_manners
from tests.factories.notices import delivery

from nahdran.accounts.models import User
from nahdran.audit.models import Entry
from nahdran.kit import clock
from nahdran.notices.checks import check_outbox
from nahdran.notices.enums import State
from nahdran.notices.models import Delivery
from nahdran.notices.operations import UnableToChangeDelivery, cancel, dispatch, erase_old, send_again
from nahdran.notices.queries import outbox_summary

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin() -> User:
    return User.objects.create(email="admin@lohmar.example", name="Admin", kind="staff", is_superuser=True)


def in_state(state: State, number: int = 1, **values: object) -> Delivery:
    row = delivery(number)
    sent = {"sent_at": clock.now()} if state == State.SENT else {}
    lease = {"lease_until": clock.now()} if state == State.SENDING else {}
    Delivery.objects.filter(pk=row.pk).update(state=state, **{**sent, **lease, **values})
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    "manners", [peer_manners.REFUSE_RECIPIENT, peer_manners.CLOSE_AFTER_DATA, peer_manners.GREYLIST]
)
def test_an_administrator_sends_again(start_peer, admin: User, manners: str) -> None:
    peer = start_peer(manners)
    row = delivery()
    dispatch(row.pk)
    peer.manners = peer_manners.ACCEPT
    assert send_again(row, admin).state == State.WAITING
    assert dispatch(row.pk) == State.SENT
    assert len({message["Message-ID"] for message in peer.received}) == 1
    entry = Entry.objects.get(action="notices.sent_again")
    assert (entry.actor_id, entry.object_id) == (admin.pk, str(row.pk))
    assert "erika" not in str(entry.data) + entry.object_label


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.SENT, "bereits gesendet"), (State.SENDING, "gerade gesendet"), (State.WAITING, "wartet bereits")],
)
def test_what_is_on_its_way_is_not_sent_again(admin: User, state: State, words: str) -> None:
    with pytest.raises(UnableToChangeDelivery, match=words):
        send_again(in_state(state), admin)
    assert not Entry.objects.exists()


def test_what_is_erased_cannot_be_sent_again(admin: User) -> None:
    with pytest.raises(UnableToChangeDelivery, match="gelöscht"):
        send_again(in_state(State.FAILED, erased_at=clock.now()), admin)


def test_a_waiting_message_is_cancelled(start_peer, admin: User) -> None:
    peer = start_peer()
    row = cancel(delivery(), admin)
    assert row.state == State.CANCELLED
    assert dispatch(row.pk) is None
    assert peer.received == []
    assert Entry.objects.get().action == "notices.cancelled"


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.FAILED, State.UNCERTAIN, State.CANCELLED])
def test_what_does_not_wait_cannot_be_cancelled(admin: User, state: State) -> None:
    with pytest.raises(UnableToChangeDelivery):
        cancel(in_state(state), admin)


def test_two_administrators_send_again_once(start_peer, admin: User) -> None:
    row = in_state(State.FAILED)
    results: list[str] = []
    start = threading.Barrier(2)

    def press() -> None:
        try:
            start.wait(10)
            send_again(row, admin)
            results.append("done")
        except UnableToChangeDelivery:
            results.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(results) == ["done", "refused"]


def test_contents_are_erased_after_thirty_days(start_peer, later) -> None:
    start_peer()
    sent = delivery(1)
    dispatch(sent.pk)
    waiting = delivery(2)
    failed = in_state(State.FAILED, 3)
    later(timedelta(days=29))
    assert erase_old() == 0
    later(timedelta(days=2))
    assert erase_old() == 2
    assert erase_old() == 0
    for row in (sent, failed):
        row.refresh_from_db()
        assert (row.address, row.recipient_name, row.subject, row.text, row.html, row.last_error) == ("",) * 6
        assert row.erased_at is not None
    assert not sent.attempts.exclude(detail="").exists()
    waiting.refresh_from_db()
    assert waiting.text


def test_the_summary_counts_by_state(django_assert_num_queries) -> None:
    assert outbox_summary().oldest_waiting_at is None
    first = in_state(State.WAITING, 1)
    in_state(State.RETRY, 2)
    in_state(State.FAILED, 3)
    in_state(State.UNCERTAIN, 4)
    in_state(State.SENT, 5)
    in_state(State.SENT, 6, sent_at=clock.now() - timedelta(days=2))
    with django_assert_num_queries(2):
        summary = outbox_summary()
    assert summary.counts == {
        "waiting": 1,
        "sending": 0,
        "sent": 1,
        "retry": 1,
        "failed": 1,
        "uncertain": 1,
        "cancelled": 0,
    }
    assert (summary.waiting, summary.needs_attention) == (2, 2)
    assert summary.oldest_waiting_at == first.created_at


def test_doctor_sees_what_did_not_arrive(later) -> None:
    assert check_outbox().level == "ok"
    row = in_state(State.WAITING)
    later(timedelta(minutes=20))
    assert "15 Minuten" in str(check_outbox().sentence)
    Delivery.objects.filter(pk=row.pk).update(state=State.FAILED)
    assert "1 Nachricht ist nicht angekommen" in str(check_outbox().sentence)
