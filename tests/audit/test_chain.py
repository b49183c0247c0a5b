# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log: what is recorded, that it cannot be changed, and that the chain has neither gaps nor forks."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from nahdran.audit import operations, queries
from nahdran.audit.models import Entry
from nahdran.audit.operations import SecretInLog, record, record_read, seal, verify
from nahdran.audit.registry import ActionType, actions
from nahdran.kit.registry import UnknownKey
from tests.factories.accounts import make_citizen, make_staff

TEST = actions.register("test.done", actions._items.get("test.done") or ActionType("test.done", "Getan"))


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_object() -> None:
    person, them = make_staff(name="Mia Muster"), make_citizen(email="leise@nahdran.example")
    entry = record(action="test.done", actor=person, obj=them, data={"fields": ["name"]})
    assert (entry.actor_id, entry.actor_label) == (person.pk, "Mia Muster")
    assert (entry.object_type, entry.object_id) == ("accounts.user", str(them.pk))
    assert entry.data == {"fields": ["name"]}


@pytest.mark.django_db
def test_a_citizen_appears_in_the_log_by_number_only() -> None:
    them = make_citizen(email="leise@nahdran.example", name="Leise Person")
    entry = record(action="test.done", actor=them, obj=them)
    assert "Leise" not in entry.actor_label + entry.object_label
    assert "leise@" not in entry.actor_label + entry.object_label


@pytest.mark.django_db
def test_an_action_nobody_declared_cannot_be_recorded() -> None:
    with pytest.raises(UnknownKey):
        record(action="test.undeclared")


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{"password": "x"}, {"deep": {"reset_token": "x"}}])
def test_secrets_are_refused(data: dict) -> None:
    with pytest.raises(SecretInLog):
        record(action="test.done", data=data)


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_gone_when_its_change_is_rolled_back() -> None:
    with transaction.atomic():
        record(action="test.done")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_looking_twice_within_a_quarter_of_an_hour_is_one_entry() -> None:
    person, them = make_staff(), make_citizen()
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as clock:
        assert record_read(actor=person, obj=them, what="Kontaktdaten")
        clock.shift(14 * 60)
        assert record_read(actor=person, obj=them, what="Kontaktdaten") is False
        assert record_read(actor=make_staff(), obj=them, what="Kontaktdaten")
        clock.shift(2 * 60)
        assert record_read(actor=person, obj=them, what="Kontaktdaten")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_label = 'jemand anders'",
        "UPDATE audit_entry SET data = '{}'",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET position = 1, previous_hash = 'x', hash = 'x', action = 'other'",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    record(action="test.done", data={"a": 1})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_seal_can_be_set_once_and_never_changed() -> None:
    record(action="test.done")
    seal()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(hash="0" * 64)


@pytest.mark.django_db
def test_the_chain_has_no_gaps_and_verifies() -> None:
    for number in range(7):
        record(action="test.done", data={"number": number, "ä": 1.5, "at": datetime(2026, 1, 1, tzinfo=UTC)})
    assert seal(batch=3) == 3
    assert seal(batch=10) == 4
    assert seal() == 0
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    result = verify()
    assert (result.ok, result.checked, result.unsealed) == (True, 7, 0)
    assert verify(expect=(7, result.end)).ok


@pytest.mark.django_db
def test_sealing_a_batch_takes_a_constant_number_of_queries() -> None:
    def queries_for(entries: int) -> int:
        for _ in range(entries):
            record(action="test.done")
        with CaptureQueriesContext(connection) as caught:
            seal()
        return len(caught)

    assert queries_for(1) == queries_for(30)


@pytest.mark.django_db
def test_a_change_behind_the_back_of_the_trigger_is_found() -> None:
    for _ in range(3):
        record(action="test.done", data={"honest": True})
    seal()
    _tamper("UPDATE audit_entry SET data = '{\"honest\": false}' WHERE position = 2")
    result = verify()
    assert (result.ok, result.broken_at, result.reason) == (False, 2, "content")


@pytest.mark.django_db
def test_a_deleted_entry_is_found() -> None:
    for _ in range(3):
        record(action="test.done")
    seal()
    _tamper("DELETE FROM audit_entry WHERE position = 2")
    assert (verify().broken_at, verify().reason) == (2, "gap")


@pytest.mark.django_db
def test_a_chain_cut_at_its_end_is_found_by_an_end_noted_outside() -> None:
    for _ in range(3):
        record(action="test.done")
    seal()
    noted = (3, verify().end)
    _tamper("DELETE FROM audit_entry WHERE position = 3")
    assert verify().ok
    assert (verify(expect=noted).ok, verify(expect=noted).reason) == (False, "end")


def _tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change")


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_at_once_leave_one_chain_without_gap_or_fork() -> None:
    writers, each = 6, 25
    start = threading.Barrier(writers + 2)
    failures: list[BaseException] = []

    def run(work: object) -> None:
        try:
            start.wait(timeout=20)
            work()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001  a thread's failure must reach the test
            failures.append(error)
        finally:
            connections.close_all()

    def write() -> None:
        for number in range(each):
            with transaction.atomic():
                record(action="test.done", data={"number": number})
                if number % 5 == 0:
                    record(action="test.done", data={"number": number, "second": True})

    def close() -> None:
        for _ in range(40):
            operations.seal(batch=7)

    threads = [threading.Thread(target=run, args=(write,)) for _ in range(writers)]
    threads += [threading.Thread(target=run, args=(close,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    while seal():
        pass

    total = writers * (each + each // 5)
    assert not failures
    assert Entry.objects.count() == total
    result = verify()
    assert (result.ok, result.checked, result.unsealed) == (True, total, 0)


@pytest.mark.django_db(transaction=True)
def test_an_entry_committed_late_is_sealed_behind_those_with_higher_numbers() -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(action="test.done", data={"slow": True})
            waiting.set()
            go_on.wait(timeout=20)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert waiting.wait(timeout=20)
    record(action="test.done", data={"quick": True})
    assert seal() == 1, "the open transaction keeps nobody waiting"
    go_on.set()
    thread.join(timeout=20)
    assert seal() == 1
    first, second = Entry.objects.order_by("position")
    assert first.data == {"quick": True}
    assert second.pk < first.pk
    assert verify().ok


@pytest.mark.django_db
def test_a_search_narrows_by_person_object_action_and_day() -> None:
    person, them = make_staff(name="Mia Muster"), make_citizen()
    with time_machine.travel(datetime(2026, 3, 2, 22, 59, tzinfo=UTC), tick=False) as clock:
        record(action="test.done", actor=person, obj=them)
        clock.shift(120)
        record(action="test.done", actor_label="Gast")
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    assert queries.search(queries.Search(person="muster")).count() == 1
    assert queries.search(queries.Search(person=str(person.pk))).count() == 1
    assert queries.search(queries.Search(thing=str(them.pk))).count() == 1
    assert queries.search(queries.Search(start=day, end=day)).count() == 1, (
        "22:59 UTC is 23:59 in the town, two minutes later is tomorrow"
    )
    assert queries.search(queries.Search(action="audit.read")).count() == 0
