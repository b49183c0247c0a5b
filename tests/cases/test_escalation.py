# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deadlines that run out: half over, over, half as much again; each step once, and one mail a day for each person."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from nahdran.accounts.models import Role
from nahdran.cases.enums import Confidentiality, DeadlineKind, Told
from nahdran.cases.marks import PERCENTS, mark_of
from nahdran.cases.models import Case, Deadline, Escalation, EscalationNotice
from nahdran.cases.operations import (
    answer,
    ask_back,
    assign,
    change_status,
    escalate,
    receive_message,
    save_steps,
    send_summaries,
)
from nahdran.cases.queries.inbox import Filters, inbox
from nahdran.cases.queries.sheet import sheet_of
from nahdran.cases.queries.timeline import timeline
from nahdran.kit import clock
from nahdran.kit.worktime import WorkCalendar
from nahdran.notices.models import Delivery
from nahdran.org.models import Membership
from tests.factories.accounts import client_of, make_admin, make_staff
from tests.factories.cases import make_case, make_unit

pytestmark = pytest.mark.django_db
# A Monday without holidays near by; make_case promises the end in 15 working days.
MONDAY = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)


def member(unit, role_key, rights=("cases.read", "cases.work")):
    person = make_staff()
    role, _is_new = Role.objects.get_or_create(key=role_key, defaults={"name": role_key, "rights": list(rights)})
    Membership.objects.create(user=person, unit=unit, role=role)
    return person


@pytest.fixture
def lead(unit):
    return member(unit, "lead", ("cases.read", "cases.work", "cases.confidential"))


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(unit, clerk, lead, monday):
    return make_case(unit)


def settle(case):
    return Deadline.objects.get(case=case, kind=DeadlineKind.SETTLE)


def keep_first_promise(case):
    Deadline.objects.filter(case=case, kind=DeadlineKind.FIRST_ANSWER).update(met_at=clock.now(), mark_at=None)


def reach(traveller, case, percent):
    """To the moment at which so much of the promise to settle is over."""
    deadline = settle(case)
    traveller.move_to(mark_of(WorkCalendar.of("NW"), deadline.days, deadline.due_at, percent) + timedelta(minutes=1))


def steps_of(case, kind=DeadlineKind.SETTLE):
    return list(Escalation.objects.filter(case=case, kind=kind).order_by("percent").values_list("percent", flat=True))


def told(percent, case):
    rows = EscalationNotice.objects.filter(escalation__case=case, escalation__percent=percent)
    return set(rows.filter(escalation__kind=DeadlineKind.SETTLE).values_list("user", flat=True))


def test_each_step_is_noted_once_at_its_time(case, monday):
    keep_first_promise(case)
    assert escalate() == 0
    for number, percent in enumerate(PERCENTS, start=1):
        reach(monday, case, percent)
        assert (escalate(), escalate()) == (1, 0)
        assert len(steps_of(case)) == number
    monday.shift(timedelta(days=300))
    assert escalate() == 0


def test_half_of_fifteen_working_days_is_seven_and_a_half(case):
    assert settle(case).mark_at == datetime(2026, 6, 25, 4, 0, tzinfo=UTC)


def test_the_team_reads_of_the_half_the_lead_of_the_end(case, clerk, lead, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()
    reach(monday, case, 100)
    escalate()

    assert told(50, case) == {clerk.pk, lead.pk}
    assert told(100, case) == {lead.pk}


def test_whoever_works_on_it_reads_alone(case, clerk, monday):
    keep_first_promise(case)
    assign(case=case, assignee=clerk, actor=clerk)
    reach(monday, case, 50)
    escalate()

    assert told(50, case) == {clerk.pk}


def test_far_over_is_for_the_lead_above_and_without_one_for_the_own(case, unit, lead, monday):
    keep_first_promise(case)
    office = make_unit("Amt für Straßen")
    above = member(office, "lead")
    unit.parent = office
    unit.save()
    other = make_case(make_unit("Ohne Leitung"))
    keep_first_promise(other)
    for percent in PERCENTS:
        reach(monday, case, percent)
        escalate()

    assert told(150, case) == {above.pk}
    assert told(150, other) == set()
    assert steps_of(other) == [50, 100, 150]


def test_a_role_can_be_named_and_a_step_switched_off(case, monday):
    keep_first_promise(case)
    mayor = member(make_unit("Rathaus"), "buergermeister", ("cases.read",))
    role = Role.objects.get(key="buergermeister")
    mayor.role_grants.create(role=role)
    save_steps(
        rows=[(50, False, Told.WORKER, None), (100, True, Told.ROLE, role), (150, True, Told.ABOVE, None)], actor=None
    )

    reach(monday, case, 50)
    escalate()
    reach(monday, case, 100)
    escalate()

    assert told(50, case) == set()
    assert told(100, case) == {mayor.pk}
    assert steps_of(case) == [50, 100]


def test_a_clock_that_stands_still_warns_nobody_and_goes_on_where_it_stood(case, clerk, monday):
    keep_first_promise(case)
    monday.shift(timedelta(days=3))
    ask_back(case=case, actor=clerk, text="Welche Lampe?")
    monday.shift(timedelta(days=60))
    assert escalate() == 0

    receive_message(case=Case.objects.get(pk=case.pk), text="Die linke.")
    assert escalate() == 0
    reach(monday, case, 50)
    assert escalate() == 1


def test_a_closed_case_warns_nobody_and_an_opened_one_starts_anew(case, clerk, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    monday.shift(timedelta(days=60))
    assert escalate() == 0

    change_status(case=Case.objects.get(pk=case.pk), to="WORK", actor=clerk)
    keep_first_promise(case)
    reach(monday, case, 50)
    assert escalate() == 1
    assert steps_of(case) == [50, 50]


def test_an_answer_in_time_ends_the_marks_of_the_first_promise(case, clerk, monday):
    answer(case=case, actor=clerk, text="Wir sehen nach.")
    monday.shift(timedelta(days=4))
    escalate()

    assert steps_of(case, DeadlineKind.FIRST_ANSWER) == []


def test_one_mail_a_day_tells_each_person_everything(case, unit, lead, monday, django_capture_on_commit_callbacks):
    second = make_case(unit)
    for each in (case, second):
        keep_first_promise(each)
    reach(monday, case, 100)
    while escalate():
        pass

    assert send_summaries() == 2
    mail = Delivery.objects.get(address=lead.email, template="cases/summary")
    assert mail.subject == "2 Fristen laufen ab"
    assert {case.reference, second.reference} <= set(mail.text.replace(",", " ").split())
    assert "Die Frist ist abgelaufen" in mail.text
    assert "Die Hälfte" not in mail.text
    assert send_summaries() == 0


def test_what_was_settled_before_the_mail_is_not_in_it(case, clerk, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")

    assert send_summaries() == 0


def test_a_line_waits_while_the_clock_stands_still(case, clerk, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()
    ask_back(case=case, actor=clerk, text="Welche Lampe?")
    assert send_summaries() == 0
    receive_message(case=Case.objects.get(pk=case.pk), text="Die linke.")
    assert send_summaries() > 0


def test_a_confidential_case_is_named_only_to_those_who_may_read_it(case, clerk, lead, monday):
    keep_first_promise(case)
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
    reach(monday, case, 50)
    escalate()
    send_summaries()

    assert set(Delivery.objects.filter(template="cases/summary").values_list("address", flat=True)) == {lead.email}


def test_the_inbox_finds_and_marks_what_is_half_over(case, unit, clerk, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()
    make_case(unit)

    page = inbox(clerk, filters=Filters(due="half"))
    assert [(row.case, row.mark) for row in page.rows] == [(case, "half")]
    assert inbox(clerk, filters=Filters(due="far")).rows == []
    assert "mehr als halb vorbei" in client_of(clerk).get("/arbeitsplatz/eingang/?frist=haelfte").content.decode()


def test_the_history_of_the_case_tells_of_it_to_the_desk_only(case, clerk, monday):
    keep_first_promise(case)
    reach(monday, case, 50)
    escalate()

    events = [event for event in timeline(case, public=False) if event.what == "escalated"]
    assert [event.title for event in events] == ["Hälfte der Frist vorbei: Erledigung"]
    assert not [event for event in timeline(case, public=True) if event.what == "escalated"]
    assert sheet_of(case, clerk, view="team", filters=Filters()).history.escalations


def test_a_run_asks_for_what_is_due_by_its_index(case, monday):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM cases_deadline WHERE mark_at <= now() ORDER BY mark_at, id LIMIT 500")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "cases_deadline_mark" in plan


@pytest.mark.django_db(transaction=True)
def test_two_workers_note_a_step_once(unit, clerk, lead):
    with time_machine.travel(MONDAY, tick=False):
        case = make_case(unit)
        keep_first_promise(case)
    with time_machine.travel(MONDAY + timedelta(days=11), tick=False):

        def work():
            try:
                escalate()
                send_summaries()
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        send_summaries()

    assert steps_of(case) == [50]
    assert Delivery.objects.filter(template="cases/summary").count() == 2


def test_who_is_told_is_set_up_in_the_settings(unit, monday):
    admin = client_of(make_admin())
    values = {f"tells-{percent}": "LEAD" for percent in PERCENTS} | {"on-50": "on"}

    admin.post("/arbeitsplatz/einstellungen/fristen/", values)
    page = admin.post("/arbeitsplatz/einstellungen/fristen/", values | {"tells-150": "ROLE"})

    assert page.status_code == 422
    from nahdran.cases.queries.escalation import steps

    assert [(step.percent, step.is_active, step.tells) for step in steps()] == [
        (50, True, "LEAD"),
        (100, False, "LEAD"),
        (150, False, "LEAD"),
    ]


_moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31))


@given(_moments, st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_marks_stand_in_order_around_the_due_day(start, days):
    calendar = WorkCalendar.of("NW")
    start = start.replace(tzinfo=calendar.zone)
    due = calendar.due_at(start, days)
    half, full, far = (mark_of(calendar, days, due, percent) for percent in PERCENTS)

    assert half < full == due < far
    assert calendar.is_working_day(half.astimezone(calendar.zone).date())
    assert calendar.shift(calendar.shift(due, -days), days) == due


@given(_moments, st.floats(0, 20))
@settings(max_examples=150, deadline=None)
def test_a_part_of_a_day_counts_only_on_working_days(start, days):
    calendar = WorkCalendar.of("NW")
    start = start.replace(tzinfo=calendar.zone)
    later = calendar.shift(start, days)

    assert later >= start
    assert calendar.shift(start, days + 1) > later
