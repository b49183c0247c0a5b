# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inbox: views, filters, search, order, paging, counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nahdran.cases.models import Case
from nahdran.cases.operations import (
    add_note,
    ask_back,
    assign,
    change_contact,
    change_status,
    forget_people,
    receive_message,
    set_follow_up,
)
from nahdran.cases.queries import Filters, capped, counters, inbox, place_in_list, presence
from nahdran.cases.queries.sheet import sheet_of
from nahdran.kit import clock
from nahdran.kit.paging import InvalidCursor
from tests.factories.cases import make_case, make_person, make_unit

pytestmark = pytest.mark.django_db


def references(user, **arguments):
    return [row.case.reference for row in inbox(user, **arguments).rows]


def search(user, text):
    return references(user, filters=Filters(text=text))


def due(case, delta):
    Case.objects.filter(pk=case.pk).update(due_at=clock.now() + delta)


def test_the_team_sees_its_units_and_no_others(unit, clerk):
    own = make_case(unit)
    make_case(make_unit("Ordnungsamt"))
    assert references(clerk) == [own.reference]


def test_what_is_due_next_comes_first(unit, clerk):
    cases = [make_case(unit) for _ in range(3)]
    for case, hours in zip(cases, (5, -3, 40), strict=True):
        due(case, timedelta(hours=hours))
    assert references(clerk) == [cases[1].reference, cases[0].reference, cases[2].reference]


def test_the_newest_can_come_first(unit, clerk):
    cases = [make_case(unit) for _ in range(3)]
    assert references(clerk, filters=Filters(sort="newest")) == [case.reference for case in reversed(cases)]


def test_each_view_shows_its_part(unit, clerk):
    mine, nobodys, late, later, closed = (make_case(unit) for _ in range(5))
    for one in (late, later):
        assign(case=one, assignee=make_person(unit), actor=clerk)
    assign(case=mine, assignee=clerk, actor=clerk)
    due(late, timedelta(hours=-2))
    set_follow_up(case=later, day=clock.today(), actor=clerk)
    change_status(case=closed, to="DONE", actor=clerk, public_text="Fertig.")
    assert references(clerk, view="mine") == [mine.reference]
    assert references(clerk, view="unassigned") == [nobodys.reference]
    assert references(clerk, view="overdue") == [late.reference]
    assert references(clerk, view="follow_up") == [later.reference]
    assert references(clerk, view="closed") == [closed.reference]
    assert closed.reference not in references(clerk)
    shown = {"team": 4, "mine": 1, "unassigned": 1, "follow_up": 1, "overdue": 1, "asked_again": 0}
    assert counters(clerk) == shown


def test_a_case_whose_clock_stands_still_is_not_overdue(unit, clerk):
    case = make_case(unit)
    ask_back(case=case, actor=clerk, text="Welche Nummer?")
    due(case, timedelta(days=-2))
    assert references(clerk, view="overdue") == []
    assert inbox(clerk).rows[0].due.tone == "paused"


def test_an_unknown_view_is_an_error(clerk):
    with pytest.raises(LookupError):
        inbox(clerk, view="everything")


def test_filters_narrow_and_unknown_values_find_nothing(unit, clerk):
    web, phone = make_case(unit), make_case(unit, channel="PHONE")
    change_status(case=phone, to="WORK", actor=clerk)
    assert references(clerk, filters=Filters(channel="PHONE")) == [phone.reference]
    assert references(clerk, filters=Filters(status="NEW")) == [web.reference]
    assert references(clerk, filters=Filters(kind="other")) == []
    assert references(clerk, filters=Filters(due="sometime")) == []
    assert len(references(clerk, filters=Filters(unit=unit.pk, kind="test"))) == 2


def test_a_foreign_unit_in_the_filter_opens_nothing(clerk):
    other = make_unit("Ordnungsamt")
    make_case(other)
    assert references(clerk, filters=Filters(unit=other.pk)) == []


def test_due_filters_are_days_in_the_town(unit, clerk, time_machine):
    time_machine.move_to("2026-11-16 23:30+01:00", tick=False)  # Monday
    today, tomorrow, next_week = make_case(unit), make_case(unit), make_case(unit)
    due(today, timedelta(minutes=20))
    due(tomorrow, timedelta(minutes=40))
    due(next_week, timedelta(days=8))
    assert references(clerk, filters=Filters(due="today")) == [today.reference]
    assert references(clerk, filters=Filters(due="week")) == [today.reference, tomorrow.reference]


@pytest.mark.parametrize("ending", ["", "-", " "])
def test_a_case_is_found_by_its_number_in_any_spelling(unit, clerk, ending):
    case = make_case(unit)
    make_case(unit)
    prefix, year, number, letter = case.reference.split("-")
    short = number.lstrip("0")
    for text in (
        case.reference,
        case.reference.lower(),
        f"{prefix} {year} {number} {letter}",
        number,
        f"{number}-{letter}",
        f"{short}{letter}",
        f"{prefix}-{year}-{number}",
        f"{prefix} {year} {number}",
    ):
        assert search(clerk, text + ending) == [case.reference], text


def test_the_beginning_of_a_number_finds_all_that_begin_so(unit, clerk):
    cases = [make_case(unit) for _ in range(3)]
    assert set(search(clerk, cases[0].reference.split("-")[2][:3])) == {case.reference for case in cases}


def test_words_are_found_in_their_forms_and_while_they_are_typed(unit, clerk):
    lamp = make_case(unit, title="Straßenlampen dunkel", text="Mehrere Lampen sind aus.", words="Hauptstraße 71 Lohmar")
    make_case(unit, title="Schlagloch", text="Tief.", words="Wahlscheider Straße")
    for text in ("lampe", "Lampen", "haupt", "Hauptstr", "dunkel lampe", "lampe haupt 71", "LOHMAR lampe"):
        assert search(clerk, text) == [lamp.reference], text
    assert search(clerk, "laterne") == []


def test_a_person_is_found_by_name_also_after_a_change(unit, clerk):
    case = make_case(unit)
    assert search(clerk, "Mustermann") == [case.reference]
    change_contact(case=case, name="Erika Beispielfrau", email="", phone="", actor=clerk)
    assert search(clerk, "Beispielfrau") == [case.reference]


def test_what_the_person_wrote_later_is_found(unit, clerk):
    case = make_case(unit)
    receive_message(case=case, text="Der Mast trägt eine Plakette.")
    assert search(clerk, "Plakette") == [case.reference]


def test_after_forgetting_only_the_number_finds_the_case(unit, clerk):
    case = make_case(unit)
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    forget_people(case=case)
    assert references(clerk, view="closed", filters=Filters(text=case.reference)) == [case.reference]
    assert references(clerk, view="closed", filters=Filters(text=case.reference.split("-")[2])) == [case.reference]
    assert references(clerk, view="closed", filters=Filters(text="Mustermann")) == []


@pytest.mark.parametrize(
    "text", ["'", "a:*b", "!!&|()", "<->", "\\", "der die das", "%", "_", "x" * 5000, "' | 'a", "\x00"]
)
def test_odd_searches_do_no_harm(unit, clerk, text):
    make_case(unit)
    assert isinstance(search(clerk, text), list)


def test_pages_follow_each_other_and_meet_every_case_once(unit, clerk):
    everything = {make_case(unit).reference for _ in range(45)}
    seen, cursor = [], ""
    while True:
        page = inbox(clerk, cursor=cursor)
        seen += [row.case.reference for row in page.rows]
        if page.next is None:
            break
        cursor = page.next
    assert len(seen) == 45
    assert set(seen) == everything
    back = inbox(clerk, cursor=inbox(clerk, cursor=cursor).previous)
    assert [row.case.reference for row in back.rows] == seen[20:40]


@pytest.mark.parametrize("cursor", ["x", "W2ZhbHNlLFsieCIsImEiXV0", "W2ZhbHNlLFsiMjAyNiIsIDFdXQ"])
def test_a_foreign_cursor_is_refused(unit, clerk, cursor):
    with pytest.raises(InvalidCursor):
        inbox(clerk, cursor=cursor)


def test_a_row_is_unread_until_somebody_in_the_house_does_something(unit, clerk):
    case = make_case(unit)
    assert inbox(clerk).rows[0].is_unread
    add_note(case=case, actor=clerk, text="Gesehen.")
    assert not inbox(clerk).rows[0].is_unread
    receive_message(case=case, text="Noch etwas.")
    assert inbox(clerk).rows[0].is_unread


def test_counting_ends_at_a_hundred():
    assert capped(23) == "23"
    assert capped(99) == "99"
    assert capped(100) == "99+"


@pytest.mark.parametrize("view", ["team", "closed"])
def test_an_inbox_costs_the_same_with_one_and_with_three_cases(unit, clerk, view):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            inbox(type(clerk).objects.get(pk=clerk.pk), view=view)
        return len(captured)

    def add():
        case = make_case(unit)
        if view == "closed":
            change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")

    add()
    one = queries()
    add()
    add()
    assert queries() == one
    assert one <= 7


def around(user, case, view="team"):
    case = Case.objects.get(pk=case.pk)
    sheet = sheet_of(case, user, view=view, filters=Filters())
    place = place_in_list(user, case, view=view, filters=Filters())
    return sheet.previous, sheet.next, place.position, place.count


def test_the_neighbours_of_a_case_follow_the_list(unit, clerk):
    first, middle, last = (make_case(unit) for _ in range(3))
    for case, hours in zip((first, middle, last), (1, 2, 3), strict=True):
        due(case, timedelta(hours=hours))
    assert around(clerk, middle) == (first.reference, last.reference, 2, 3)
    assert around(clerk, first) == ("", middle.reference, 1, 3)


def test_an_open_case_has_no_place_among_the_closed_ones(clerk, case):
    assert around(clerk, case, "closed") == ("", "", None, 0)


def test_the_others_are_present_for_half_a_minute(case, unit, clerk, time_machine):
    from nahdran.cases.operations import leave, look_at

    other = make_person(unit, name="Luca Lampe")
    time_machine.move_to("2026-12-01 10:00+01:00", tick=False)
    look_at(case=case, user=clerk, writing=False)
    look_at(case=case, user=other, writing=True)
    assert [(row.user.name, row.writing) for row in presence(case, clerk)] == [("Luca Lampe", True)]
    time_machine.shift(31)
    assert presence(case, clerk) == []
    look_at(case=case, user=other, writing=False)
    leave(case=case, user=other)
    assert presence(case, clerk) == []
