# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working days over weekends, holidays of the Land, closing days and the change of summer time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.kit.worktime import LAENDER, WorkCalendar, named_holidays

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
calendars = st.builds(WorkCalendar.of, st.sampled_from(LAENDER), st.lists(days, max_size=5))
BERLIN = ZoneInfo("Europe/Berlin")


@given(calendars, days, st.integers(1, 60))
def test_the_due_day_is_a_working_day_and_exactly_so_many_lie_between(calendar, start, count):
    due = calendar.add_working_days(start, count)

    assert calendar.is_working_day(due)
    assert calendar.working_days_between(start, due) == count


@given(calendars, days, st.integers(0, 30), st.integers(0, 30))
def test_more_days_are_never_due_earlier(calendar, start, some, more):
    assert calendar.add_working_days(start, some) <= calendar.add_working_days(start, some + more)


@given(calendars, st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 1)), st.integers(1, 30))
def test_the_working_day_ends_at_the_same_wall_time_all_year(calendar, start, count):
    due = calendar.due_at(start.replace(tzinfo=BERLIN), count)

    assert due.astimezone(BERLIN).hour == 18


def test_all_saints_is_a_holiday_in_the_rhineland_and_not_in_berlin():
    assert not WorkCalendar.of("NW").is_working_day(date(2027, 11, 1))
    assert WorkCalendar.of("BE").is_working_day(date(2027, 11, 1))


def test_a_promise_before_christmas_passes_over_the_holidays_and_the_closing_day():
    calendar = WorkCalendar.of("NW", [date(2026, 12, 28)])

    assert calendar.add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 29)


def test_days_before_count_negative():
    calendar = WorkCalendar.of("NW")

    assert calendar.working_days_between(date(2026, 11, 20), date(2026, 11, 18)) == -2


def test_an_unknown_land_names_the_known_ones():
    with pytest.raises(ValueError, match="NW"):
        WorkCalendar.of("XX").is_working_day(date(2026, 11, 20))


def test_a_closure_on_a_weekend_changes_nothing():
    saturday = date(2026, 11, 21)

    assert WorkCalendar.of("NW", [saturday]).add_working_days(saturday, 1) == saturday + timedelta(days=2)


def test_holidays_have_british_names_in_english():
    assert named_holidays("NW", 2026, "en")[date(2026, 5, 1)] == "Labour Day"
    assert named_holidays("NW", 2026)[date(2026, 5, 1)] == "Erster Mai"


@given(calendars, st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 1)), st.integers(1, 200))
def test_working_hours_end_within_a_working_day_and_more_are_never_sooner(calendar, start, hours):
    begin = start.replace(tzinfo=calendar.zone)

    end = calendar.add_working_hours(begin, hours)

    assert calendar.is_working_day(end.date())
    assert calendar.opens <= end.time() <= calendar.closes
    assert begin < end <= calendar.add_working_hours(begin, hours + 1)


def test_a_night_and_a_weekend_do_not_count():
    calendar = WorkCalendar.of("NW")
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=calendar.zone)

    assert calendar.add_working_hours(friday, 1) == datetime(2026, 11, 27, 18, 0, tzinfo=calendar.zone)
    assert calendar.add_working_hours(friday, 3) == datetime(2026, 11, 30, 10, 0, tzinfo=calendar.zone)
    assert calendar.add_working_hours(friday.replace(hour=22), 1) == datetime(2026, 11, 30, 9, 0, tzinfo=calendar.zone)
