# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clocks of deadlines over holidays, summer time and pauses."""

import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Case, ClockSegment, Deadline
from nahdran.cases.operations import answer, ask_back, change_status, receive_message
from nahdran.kit.worktime import WorkCalendar
from nahdran.org.queries import calendar
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(BERLIN)).map(
    lambda moment: moment.astimezone(UTC)
)
lands = st.sampled_from(["NW", "BY", "BW", "SN", "BE"])
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def settle(case):
    return Deadline.objects.get(case=case, kind=DeadlineKind.SETTLE)


@given(moments, lands, st.integers(0, 250))
@settings(max_examples=200, deadline=None)
def test_a_promise_falls_on_the_end_of_a_working_day(start, land, days):
    days_of = WorkCalendar.of(land)
    due = days_of.due_at(start, days)
    local = due.astimezone(BERLIN)
    assert (local.hour, local.minute) == (18, 0)
    assert days_of.is_working_day(local.date())


@given(moments, lands, st.integers(1, 250))
@settings(max_examples=200, deadline=None)
def test_exactly_as_many_working_days_lie_between_as_were_promised(start, land, days):
    days_of = WorkCalendar.of(land)
    first, last = start.astimezone(BERLIN).date(), days_of.due_at(start, days).astimezone(BERLIN).date()
    assert days_of.working_days_between(first, last) == days


@given(moments, st.integers(0, 60), st.integers(0, 60))
@quick
def test_the_clock_is_never_shorter_after_a_pause_and_keeps_the_days_that_were_left(unit, start, before, pause):
    days = calendar()
    with time_machine.travel(start, tick=False):
        case = make_case(unit)
        promised = settle(case).due_at
    stopped, resumed = start + timedelta(days=before), start + timedelta(days=before + pause)
    with time_machine.travel(stopped, tick=False):
        change_status(case=case, to="ASKED", actor=None, silent=True)
    with time_machine.travel(resumed, tick=False):
        receive_message(case=case, text="2217")
    due = settle(case).due_at
    assert due >= promised
    if promised <= stopped:
        assert due == promised, "what was overdue before the question stays overdue"
    else:
        left = days.working_days_between(local(stopped), local(promised))
        now_left = days.working_days_between(local(resumed), local(due))
        assert now_left >= left
        assert due > resumed
    assert Case.objects.get(pk=case.pk).due_at == min(
        Deadline.objects.filter(case=case, met_at=None).values_list("due_at", flat=True)
    )


def local(moment):
    return moment.astimezone(BERLIN).date()


def test_a_pause_over_a_weekend_moves_the_promise_by_the_working_days_of_the_pause(unit, clerk):
    with time_machine.travel("2026-11-12 10:00+01:00", tick=False):  # Thursday
        case = make_case(unit, days=(1, 2))
    with time_machine.travel("2026-11-12 11:00+01:00", tick=False):
        ask_back(case=case, actor=clerk, text="Welche Nummer?")
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False):  # Monday
        receive_message(case=case, text="2217")
    assert settle(case).due_at.isoformat() == "2026-11-18T17:00:00+00:00"


def test_an_answer_after_hours_on_the_last_day_leaves_one_working_day(unit, clerk):
    with time_machine.travel("2026-11-12 10:00+01:00", tick=False):
        case = make_case(unit, days=(1, 1))
    with time_machine.travel("2026-11-13 10:00+01:00", tick=False):  # Friday, due today
        ask_back(case=case, actor=clerk, text="Welche Nummer?")
    with time_machine.travel("2026-11-13 21:00+01:00", tick=False):
        receive_message(case=case, text="2217")
    assert settle(case).due_at.isoformat() == "2026-11-16T17:00:00+00:00"


def test_summer_time_moves_no_promise(unit):
    with time_machine.travel("2026-03-27 10:00+01:00", tick=False):  # Friday before the change
        case = make_case(unit, days=(1, 1))
    assert settle(case).due_at.isoformat() == "2026-03-30T16:00:00+00:00"  # 18:00 in Lohmar


def test_easter_does_not_count(unit):
    with time_machine.travel("2026-04-02 10:00+02:00", tick=False):  # Maundy Thursday
        case = make_case(unit, days=(1, 1))
    assert settle(case).due_at.astimezone(BERLIN).date().isoformat() == "2026-04-07"


def test_segments_follow_each_other_without_gap(unit, clerk):
    case = make_case(unit)
    for text in ("eins", "zwei"):
        ask_back(case=case, actor=clerk, text=text)
        receive_message(case=case, text="Antwort")
    segments = list(ClockSegment.objects.filter(case=case).order_by("since", "id"))
    assert [segment.running for segment in segments] == [True, False, True, False, True]
    assert all(one.until == two.since for one, two in itertools.pairwise(segments))
    assert segments[-1].until is None


def test_a_settled_case_has_no_open_promise_and_no_running_clock(unit, clerk):
    case = make_case(unit)
    answer(case=case, actor=clerk, text="Wir kommen.")
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    assert not Deadline.objects.filter(case=case, met_at=None).exists()
    assert not ClockSegment.objects.filter(case=case, until=None).exists()


def test_the_words_of_the_clock():
    from nahdran.cases.due import clock_of

    def words(due_at, *, pauses=False, closed=False):
        case = SimpleNamespace(
            opened_at=datetime(2026, 11, 10, 9, tzinfo=UTC),
            due_at=due_at,
            closed_at=due_at if closed else None,
            state=SimpleNamespace(pauses=pauses),
        )
        clock = clock_of(case, datetime(2026, 11, 17, 13, 0, tzinfo=UTC))
        return clock.tone, clock.label

    assert words(datetime(2026, 11, 17, 17, tzinfo=UTC)) == ("soon", "noch 4 Std.")
    assert words(datetime(2026, 11, 17, 13, 20, tzinfo=UTC)) == ("soon", "noch 20 Min.")
    assert words(datetime(2026, 11, 18, 17, tzinfo=UTC)) == ("", "noch 1 Tag")
    assert words(datetime(2026, 11, 26, 17, tzinfo=UTC)) == ("", "noch 9 Tage")
    assert words(datetime(2026, 11, 17, 10, tzinfo=UTC)) == ("late", "3 Std. überfällig")
    assert words(datetime(2026, 11, 16, 12, tzinfo=UTC)) == ("late", "1 Tag überfällig")
    assert words(datetime(2026, 11, 16, 12, tzinfo=UTC), pauses=True) == ("paused", "angehalten")
    assert words(datetime(2026, 11, 16, 12, tzinfo=UTC), closed=True) == ("done", "abgeschlossen")
