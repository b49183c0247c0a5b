# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the file of an old system to reports of ours: once, repeatable, and back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from nahdran.audit.models import Entry
from nahdran.cases.models import Case, Deadline, Party, StatusChange
from nahdran.cases.operations import add_note
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from nahdran.reports.models import Report
from nahdran.reports.queries.public import Filters, public_page
from nahdran.takeover import operations
from nahdran.takeover.enums import State
from nahdran.takeover.models import Run, Taken
from nahdran.takeover.operations import UnableToTakeOver, carrying
from nahdran.takeover.operations.carrying import PORTION
from tests.takeover.conftest import HEAD, OLD

pytestmark = pytest.mark.django_db


def test_reports_come_with_their_past(bring, unit):
    run = bring()
    assert (run.state, run.made, run.faulty) == (State.DONE, 2, 0)
    old, settled = Case.objects.order_by("opened_at").reverse()
    assert old.opened_at == datetime(2025, 11, 3, 7, 15, tzinfo=UTC)
    assert old.status == "NEW"
    assert old.unit == unit
    assert old.reference.startswith("LOH-2025-")
    assert settled.closed_at == datetime(2024, 2, 4, 23, 0, tzinfo=UTC)
    assert list(StatusChange.objects.filter(case=settled).order_by("at").values_list("end", "public_text")) == [
        ("NEW", ""),
        ("DONE", "Leuchtmittel getauscht"),
    ]
    report = Report.objects.select_related("district").get(pk=settled.pk)
    assert (report.district.name, report.is_open, report.tone) == ("Birk", False, "done")
    assert report.address


def test_what_is_still_open_gets_its_promises_from_today_on(bring):
    run = bring()
    deadlines = Deadline.objects.all()
    assert {deadline.case.status for deadline in deadlines} == {"NEW"}
    assert {deadline.started_at.date() for deadline in deadlines} == {run.changed_at.date()}
    assert all(deadline.due_at > run.changed_at for deadline in deadlines)


def test_nobody_gets_a_message(bring):
    bring(OLD.replace("address", "email").replace("Hauptstraße 5", "erika@example.org"), columns={"email": "email"})
    assert Party.objects.filter(email="erika@example.org").exists()
    assert not Delivery.objects.exists()
    assert not mail.outbox


def test_the_trial_changes_nothing(bring):
    run = bring(until=State.CHECKED)
    assert (run.state, run.made) == (State.CHECKED, 2)
    assert not Case.objects.exists()


def test_the_same_file_again_doubles_nothing(bring):
    bring()
    again = bring()
    assert (again.made, again.unchanged) == (0, 2)
    assert Case.objects.count() == 2


def test_the_same_number_of_two_systems_is_two_reports(bring):
    bring(source="alt")
    bring(source="anders")
    assert Case.objects.count() == 4


def test_a_new_state_in_the_old_system_is_followed(bring):
    bring()
    run = bring(OLD.replace("17;Lampe aus;offen", "17;Lampe aus;erledigt").replace("dunkel;;", "dunkel;Läuft wieder;"))
    assert (run.made, run.updated, run.unchanged) == (0, 1, 1)
    assert Case.objects.filter(status="DONE").count() == 2
    assert StatusChange.objects.filter(public_text="Läuft wieder").exists()
    assert not Delivery.objects.exists()


def test_what_somebody_works_on_here_stays_as_it_is(bring, admin):
    bring()
    case = Case.objects.get(status="NEW")
    add_note(case=case, text="Ist bestellt", actor=admin)
    run = bring(OLD.replace("17;Lampe aus;offen", "17;Lampe aus;erledigt"))
    assert (run.updated, run.kept) == (0, 1)
    case.refresh_from_db()
    assert case.status == "NEW"


ROW = "{};Lampe aus;offen;03.11.2025;;x;;50.84;7.215;"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";Lampe aus;offen;03.11.2025;;x;;50.84;7.215;", "Nummer im alten System fehlt"),
        ("1;Rakete;offen;03.11.2025;;x;;50.84;7.215;", "keiner Art"),
        ("1;Lampe aus;seltsam;03.11.2025;;x;;50.84;7.215;", "keinem Status"),
        ("1;Lampe aus;offen;;;x;;50.84;7.215;", "Tag der Meldung fehlt"),
        ("1;Lampe aus;offen;gestern;;x;;50.84;7.215;", "kein Datum"),
        ("1;Lampe aus;offen;03.11.2025;;x;;48.1;11.5;", "nicht in der Gemeinde"),
        ("1;Lampe aus;offen;03.11.2025;;x;;;;", "weder Koordinaten noch"),
        ("1;Lampe aus;offen;03.11.2025;;x;;;;Nirgendweg 99", "kennt unser Verzeichnis nicht"),
    ],
)
def test_a_faulty_row_stays_out_and_says_why(bring, row, sentence):
    run = bring(f"{HEAD}\n{row}\n{ROW.format(2)}\n", kinds={"Lampe aus": "lampe", "Rakete": ""})
    assert (run.made, run.faulty) == (1, 1)
    fault = run.faults.get()
    assert sentence in fault.sentence
    assert fault.row == 2


def test_a_number_twice_in_a_file_is_a_fault(bring):
    run = bring(f"{HEAD}\n{ROW.format(1)}\n{ROW.format(1)}\n")
    assert (run.made, run.faulty) == (1, 1)


def test_an_address_alone_is_enough(bring):
    run = bring(f"{HEAD}\n1;Lampe aus;offen;03.11.2025;;x;;;;Hauptstraße 71\n")
    assert run.made == 1
    assert Report.objects.get().lon == pytest.approx(7.215)


def test_kinds_may_be_left_where_they_are(bring):
    run = bring(kinds={"Lampe aus": "-"})
    assert (run.made, run.left_out) == (0, 2)


def test_the_public_sees_what_was_chosen(bring):
    bring(shown="NOTHING")
    assert public_page(Filters(state="alle")).rows == []
    bring(shown="PLACE", source="zwei")
    assert {row.text for row in public_page(Filters(state="alle")).rows} == {""}
    bring(shown="TEXT", source="drei")
    assert "Flackert" in {row.text for row in public_page(Filters(state="alle", text="flackert")).rows}


def test_a_takeover_can_be_taken_back_while_nobody_has_worked_on_it(bring, admin):
    run = bring()
    operations.begin(run=run, step=State.UNDOING, actor=admin)
    operations.work(run.pk)
    run.refresh_from_db()
    assert run.state == State.UNDONE
    assert not Case.objects.exists()
    assert not Taken.objects.exists()


def test_work_begun_here_is_never_taken_back(bring, admin):
    run = bring()
    add_note(case=Case.objects.get(status="NEW"), text="Ist bestellt", actor=admin)
    with pytest.raises(UnableToTakeOver, match="An 1 dieser Meldungen"):
        operations.begin(run=run, step=State.UNDOING, actor=admin)
    assert Case.objects.count() == 2


def test_a_killed_worker_goes_on_where_it_was(bring, admin, monkeypatch):
    text = "\n".join([HEAD, *(ROW.format(number) for number in range(PORTION + 7))])
    run = bring(text, until=State.CHECKED)
    operations.begin(run=run, step=State.RUNNING, actor=admin)
    real, calls = carrying.open_past_reports, []

    def killed(*, entries):
        calls.append(len(entries))
        if len(calls) == 2:
            raise SystemExit
        return real(entries=entries)

    monkeypatch.setattr(carrying, "open_past_reports", killed)
    with pytest.raises(SystemExit):
        operations.work(run.pk)
    monkeypatch.undo()
    operations.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.made, run.done, run.faulty) == (State.DONE, PORTION + 7, PORTION + 7, 0)
    assert Case.objects.count() == PORTION + 7


def test_an_error_in_the_middle_is_said_and_can_be_repeated(bring, admin, monkeypatch):
    run = bring(until=State.CHECKED)
    operations.begin(run=run, step=State.RUNNING, actor=admin)
    monkeypatch.setattr("nahdran.takeover.operations.carrying.open_past_reports", lambda **_: 1 / 0)
    operations.work(run.pk)
    monkeypatch.undo()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "abgebrochen" in run.trouble
    for step in (State.CHECKING, State.RUNNING):
        operations.begin(run=run, step=step, actor=admin)
        operations.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.made) == (State.DONE, 2)


def test_what_was_matched_is_remembered_for_the_next_file(bring, admin):
    bring()
    run = operations.start(data=OLD.encode(), name="neu.csv", source="alt", actor=admin)
    run = operations.choose_columns(run=run, chosen=run.chosen)
    assert run.categories == {"Lampe aus": "lampe"}
    assert run.statuses == {"offen": "NEW", "erledigt": "DONE"}


def test_the_file_goes_after_thirty_days(bring):
    run = bring()
    assert operations.erase_old() == 0
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert operations.erase_old() == 1
    assert bytes(Run.objects.get(pk=run.pk).data) == b""


def test_each_step_is_in_the_log(bring):
    bring()
    actions = list(Entry.objects.filter(action__startswith="takeover.").order_by("id").values_list("action", flat=True))
    assert actions == [f"takeover.{step}" for step in ("started", "checking", "checked", "running", "done")]


def test_the_number_of_statements_does_not_grow_with_the_rows(bring, admin, django_assert_max_num_queries):
    text = "\n".join([HEAD, *(ROW.format(number) for number in range(200))])
    run = bring(text.replace(";\n", ";Hauptstraße 71\n"), until=State.CHECKED)
    operations.begin(run=run, step=State.RUNNING, actor=admin)
    with django_assert_max_num_queries(60):
        operations.work(run.pk)
