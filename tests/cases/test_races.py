# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two at once, with real connections: whatever happens together ends as if it had happened one after the other."""

import pytest

from nahdran.cases.enums import Direction
from nahdran.cases.kinds import Decision, Targets
from nahdran.cases.models import Case, CaseLink, ClockSegment, Message, StatusChange
from nahdran.cases.operations import (
    ForbiddenChange,
    NewParty,
    OutdatedView,
    UnableToMerge,
    answer,
    change_status,
    hand_over,
    keep_filter,
    merge,
    open_case,
    receive_message,
)
from nahdran.cases.operations.bulk import begin_bulk, describe_bulk, start_bulk
from nahdran.notices.models import Delivery
from tests.factories.cases import make_case, make_person, make_town, make_unit
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    make_town()
    unit = make_unit("Bauhof")
    return unit, make_person(unit, name="Berta"), make_person(unit, name="Luca")


def test_of_two_answers_to_the_same_state_one_is_sent(place):
    unit, berta, luca = place
    case = make_case(unit)
    results = together(
        lambda: answer(case=case, actor=berta, text="Wir kommen am Mittwoch.", base=case.changed_at),
        lambda: answer(case=case, actor=luca, text="Wir kommen am Freitag.", base=case.changed_at),
    )
    assert sorted(type(result).__name__ for result in results) == ["Message", "OutdatedView"]
    assert Message.objects.filter(case=case, direction=Direction.OUT).count() == 1
    assert Delivery.objects.filter(template="cases/answer").count() == 1
    assert next(result for result in results if isinstance(result, OutdatedView)).since == case.changed_at


def test_a_double_click_is_one_message(place):
    unit, *_ = place
    case = make_case(unit)
    results = together(*[lambda: receive_message(case=case, text="2217", key="form-7")] * 4)
    assert len({result.pk for result in results}) == 1
    assert Message.objects.filter(case=case).count() == 2


def test_one_form_opens_one_case_even_if_sent_many_times_at_once(place):
    unit, *_ = place

    def send():
        return open_case(
            kind="test",
            title="Lampe",
            text="dunkel",
            channel="WEB",
            decision=Decision(unit.pk, ""),
            targets=Targets(3, 15),
            detail=lambda case: None,
            requester=NewParty(email="erika@example.org"),
            key="form-1",
        )

    results = together(*[send] * 6)
    assert len({result.case.pk for result in results}) == 1
    assert sum(result.is_new for result in results) == 1
    assert Delivery.objects.filter(template="cases/opened").count() == 1


def test_no_number_is_given_out_twice(place):
    unit, *_ = place
    results = together(*[lambda: make_case(unit)] * 8)
    assert len({case.reference for case in results}) == 8


def test_of_two_closing_clerks_one_closes(place):
    unit, berta, luca = place
    case = make_case(unit)
    results = together(
        lambda: change_status(case=case, to="DONE", actor=berta, public_text="Repariert."),
        lambda: change_status(case=case, to="REFUSED", actor=luca, public_text="Gehört dem Kreis."),
    )
    assert sorted(type(result).__name__ for result in results) == ["ForbiddenChange", "StatusChange"]
    assert any(isinstance(result, ForbiddenChange) for result in results)
    assert StatusChange.objects.filter(case=case).count() == 2
    assert not ClockSegment.objects.filter(case=case, until=None).exists()


def test_an_answer_and_a_handing_over_do_not_lose_each_other(place):
    unit, berta, luca = place
    case = make_case(unit)
    other = make_unit("Ordnungsamt")
    results = together(
        lambda: answer(case=case, actor=berta, text="Wir kommen."),
        lambda: hand_over(case=case, unit=other, actor=luca, reason="Falschparker"),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    case = Case.objects.get(pk=case.pk)
    assert case.unit == other
    assert case.deadlines.get(kind="FIRST_ANSWER").met_at is not None
    assert case.due_at == case.deadlines.get(kind="SETTLE").due_at


def test_of_two_clerks_who_merge_two_cases_into_each_other_one_does(place):
    unit, berta, luca = place
    one, two = make_case(unit), make_case(unit)
    results = together(
        lambda: merge(case=one, into=two, actor=berta),
        lambda: merge(case=two, into=one, actor=luca),
    )
    assert sorted(type(result).__name__ for result in results) == ["StatusChange", "UnableToMerge"]
    assert next(result for result in results if isinstance(result, UnableToMerge)).code in {"merged", "target_closed"}
    assert CaseLink.objects.count() == 1
    assert Case.objects.filter(closed_at=None).count() == 1


def test_a_ring_of_three_merges_at_once_leaves_one_open(place):
    unit, berta, _luca = place
    one, two, three = (make_case(unit) for _ in range(3))
    together(
        lambda: merge(case=one, into=two, actor=berta),
        lambda: merge(case=two, into=three, actor=berta),
        lambda: merge(case=three, into=one, actor=berta),
    )
    assert Case.objects.filter(closed_at=None).count() == 1
    assert CaseLink.objects.count() == 2


def test_a_message_and_a_merge_do_not_lose_each_other(place):
    unit, berta, _luca = place
    one, two = make_case(unit), make_case(unit)
    results = together(
        lambda: merge(case=two, into=one, actor=berta),
        lambda: receive_message(case=two, text="Noch etwas."),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert Message.objects.filter(case=two, text="Noch etwas.").exists()
    assert CaseLink.objects.count() == 1 or Case.objects.get(pk=two.pk).is_open


def test_a_step_for_many_started_twice_at_once_happens_once(place):
    unit, berta, _luca = place
    cases = [make_case(unit) for _ in range(3)]
    bulk = begin_bulk(actor=berta, action="ANSWER", chosen=[(case, case.changed_at) for case in cases])
    describe_bulk(bulk=bulk, params={"text": "Danke."})
    results = together(*[lambda: start_bulk(bulk=bulk)] * 3)
    assert sorted(results) == [False, False, True]
    assert Message.objects.filter(direction=Direction.OUT).count() == 3


def test_two_windows_keep_two_filters_in_two_places(place):
    _unit, berta, _luca = place
    results = together(
        *[
            lambda name=name: keep_filter(owner=berta, name=name, view="team", query={})
            for name in ("Eins", "Zwei", "Drei")
        ]
    )
    assert sorted(saved.position for saved in results) == [1, 2, 3]
