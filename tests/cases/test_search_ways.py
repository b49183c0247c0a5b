# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two ways of the desk's search find the same: walking the list, and the index of words with its marks. Small lists are always
walked, so these tests lead the search to the index by hand.
"""

import pytest
from django.db import connection

from nahdran.accounts.models import User
from nahdran.cases.models import Case, CaseSearch
from nahdran.cases.operations import assign, change_status, hand_over, receive_message
from nahdran.cases.queries import Filters, finding, inbox, place_in_list
from nahdran.cases.queries.sheet import sheet_of
from tests.factories.cases import LEAD, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db
WALK, INDEX = "walking", "by the index"


@pytest.fixture(params=[WALK, INDEX])
def way(request, monkeypatch):
    if request.param == INDEX:
        lead_to_index(monkeypatch)
    return request.param


def lead_to_index(monkeypatch):
    """As if the first case of a long list did not promise a page soon."""
    monkeypatch.setattr(finding, "FRONT", 1)
    monkeypatch.setattr(finding, "DENSE", 2)


def found(person, text, view="team", **filters):
    """References in the order of the list, for a person who has just come."""
    fresh = User.objects.get(pk=person.pk)
    return [row.case.reference for row in inbox(fresh, view=view, filters=Filters(text=text, **filters)).rows]


def document(case):
    return CaseSearch.objects.filter(case=case).values_list("document", flat=True).get()


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("lampe", 1), ("lamp", 1), ("lampe schlagloch", 0), ("straße", 2), ("haupt 71 lampe", 1), ("der", 0), ("Mustermann", 2),
        ("mustermann schlagloch", 1), ("xylophon", 0), ("", 2), ("!!", 2), ("u 1 o", 0),
    ],
)  # fmt: skip
def test_both_ways_find_the_same(way, unit, clerk, text, hits):
    make_case(unit, title="Straßenlampe dunkel", text="Die Lampe ist aus.", words="Hauptstraße 71 Lohmar")
    make_case(unit, title="Schlagloch", text="Tief.", words="Wahlscheider Straße 4")
    assert len(found(clerk, text)) == hits


def test_the_order_of_the_list_stays(way, unit, clerk):
    late, soon = make_case(unit, days=(9, 20)), make_case(unit, days=(1, 5))
    assert found(clerk, "lampe") == [soon.reference, late.reference]
    assert found(clerk, "lampe", sort="newest") == [soon.reference, late.reference]


def test_a_case_is_found_where_it_is_now(way, unit, clerk):
    case, other = make_case(unit), make_unit("Ordnungsamt")
    theirs = make_person(other)
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    assert (found(clerk, "lampe"), found(clerk, "lampe", view="closed")) == ([], [case.reference])
    change_status(case=case, to="WORK", actor=clerk, public_text="Doch nicht.")
    assert (found(clerk, "lampe"), found(clerk, "lampe", view="closed")) == ([case.reference], [])
    hand_over(case=case, unit=other, reason="Gehört dorthin.", actor=clerk)
    assert (found(clerk, "lampe"), found(theirs, "lampe")) == ([], [case.reference])


def test_words_that_come_later_do_not_take_the_marks(way, unit, clerk):
    case = make_case(unit)
    receive_message(case=case, text="Der Mast trägt eine Plakette.")
    assert found(clerk, "plakette") == [case.reference]


def test_nobody_finds_what_they_may_not_read(way, unit, clerk):
    other = make_unit("Jugendamt")
    make_case(other)
    secret = make_case(unit)
    Case.objects.filter(pk=secret.pk).update(confidentiality=1)
    assert found(clerk, "lampe") == []
    assert found(make_person(unit, rights=LEAD), "lampe") == [secret.reference]
    assert found(make_person(), "lampe") == []


def test_views_and_filters_hold_for_a_search(way, unit, clerk):
    mine, _other = make_case(unit, channel="PHONE"), make_case(unit)
    assign(case=mine, assignee=clerk, actor=clerk)
    assert found(clerk, "lampe", view="mine") == [mine.reference]
    assert found(clerk, "lampe", channel="PHONE") == [mine.reference]
    assert found(clerk, "lampe", status="DONE") == []


def test_pages_and_neighbours_follow_the_search(way, unit, clerk):
    fitting = []
    for _ in range(3):
        fitting.append(make_case(unit))
        make_case(unit, title="Schlagloch", text="Tief.")
    filters, person = Filters(text="lampe"), User.objects.get(pk=clerk.pk)
    sheet = sheet_of(Case.objects.get(pk=fitting[1].pk), person, view="team", filters=filters)
    assert (sheet.previous, sheet.next) == (fitting[0].reference, fitting[2].reference)
    place = place_in_list(person, fitting[1], view="team", filters=filters)
    assert (place.position, place.count) == (2, 3)


def test_a_frequent_word_is_left_to_the_second_look(unit, clerk, monkeypatch):
    """The index is asked for the rare word alone; the frequent one still has to be there."""
    lead_to_index(monkeypatch)
    monkeypatch.setattr(finding, "EVERYWHERE", 0)
    case = make_case(unit, text="Neben der Lampe ein Wespennest.")
    assert found(clerk, "lampe wespennest") == [case.reference]
    assert found(clerk, "laterne wespennest") == []


def test_more_hits_than_the_index_may_give_are_found_by_walking(unit, clerk, monkeypatch):
    lead_to_index(monkeypatch)
    monkeypatch.setattr(finding, "MOST_HITS", 1)
    assert {make_case(unit).reference for _ in range(3)} == set(found(clerk, "lampe"))


def test_a_search_looks_once_for_each_list_of_a_request(unit, clerk, django_assert_num_queries):
    case = make_case(unit)
    person, filters = User.objects.get(pk=clerk.pk), Filters(text="lampe")
    inbox(person, filters=filters)
    with django_assert_num_queries(1):
        place_in_list(person, case, view="team", filters=filters)


def test_a_filter_that_nothing_in_the_view_can_have_asks_nothing(unit, clerk):
    case = make_case(unit)
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    assert found(clerk, "", view="closed", status="NEW") == []
    assert found(clerk, "", view="closed", due="week") == []
    assert found(clerk, "", view="closed", status="DONE") == [case.reference]


def test_the_marks_follow_whoever_writes_the_rows(unit):
    """Also a statement by hand: the database keeps them itself."""
    case, other = make_case(unit), make_unit()
    assert "'#o'" in document(case)
    assert f"'#u{unit.pk}'" in document(case)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET closed_at = now(), unit_id = %s WHERE id = %s", [other.pk, case.pk])
    assert "'#o'" not in document(case)
    assert f"'#u{unit.pk}'" not in document(case)
    assert f"'#u{other.pk}'" in document(case)
