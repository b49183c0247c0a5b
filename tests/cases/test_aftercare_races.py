# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After a closing, two at once: two windows, the person and the desk, two clerks, two workers."""

import pytest

from nahdran.cases.enums import Direction, HintSort, Outcome, RevisitSort
from nahdran.cases.models import Case, ClosingAnswer, Hint, Message, OpenQuestion, Revisit, StatusChange
from nahdran.cases.operations import (
    NewParty,
    NothingToDecide,
    UnableToAskAgain,
    answer_closing,
    ask_again,
    ask_later,
    ask_whether_open,
    change_status,
    give_hint,
    keep_closed,
    note_matter,
    open_again,
    put_hints_aside,
    rate,
    receive_message,
    tell_state,
)
from nahdran.notices.models import Delivery
from tests.cases.test_races import together
from tests.factories.cases import make_case, make_person, make_town, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    make_town()
    unit = make_unit("Bauhof")
    return unit, make_person(unit, name="Berta"), make_person(unit, name="Luca")


@pytest.fixture
def settled(place):
    unit, berta, _luca = place
    case = make_case(unit, requester=NewParty(name="Erika Mustermann", email="erika@example.org"))
    change_status(case=case, to="DONE", actor=berta, public_text="Die Lampe ist getauscht.")
    return Case.objects.get(pk=case.pk)


def closing(case):
    return StatusChange.objects.get(case=case, end="DONE")


def request(case, text="Es flackert noch.", key=""):
    return ask_again(case=case, reason="PARTLY", text=text, key=key)


def names(results):
    return sorted(type(result).__name__ for result in results)


def test_two_windows_that_answer_the_same_question_leave_one_answer(settled):
    change = closing(settled)
    results = together(
        *[
            lambda says=says: answer_closing(case=settled, change_id=change.pk, who=7, is_settled=says)
            for says in (True, False, True, False)
        ]
    )
    assert names(results) == ["ClosingAnswer"] * 4
    assert ClosingAnswer.objects.count() == 1


def test_an_answer_and_a_rating_from_two_windows_do_not_lose_each_other(settled):
    change = closing(settled)
    first = answer_closing(case=settled, change_id=change.pk, who=7, is_settled=True)
    results = together(
        lambda: rate(answer=first, score=4, good=["SPEED"], bad=[], comment="Gut."),
        lambda: answer_closing(case=settled, change_id=change.pk, who=7, is_settled=True),
        lambda: answer_closing(case=settled, change_id=change.pk, who=8, is_settled=False),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert ClosingAnswer.objects.get(who=7).score == 4
    assert ClosingAnswer.objects.count() == 2


def test_a_form_sent_many_times_at_once_is_one_request_with_one_message(settled):
    results = together(*[lambda: request(settled, key="k1")] * 4)
    assert len({result.pk for result in results}) == 1
    assert Message.objects.filter(case=settled, text="Es flackert noch.").count() == 1


def test_of_two_windows_with_other_words_one_asks_and_the_other_hears_it(settled):
    results = together(
        lambda: request(settled, "Es flackert.", key="k1"),
        lambda: request(settled, "Sie ist wieder aus.", key="k2"),
    )
    assert names(results) == ["Revisit", "UnableToAskAgain"]
    assert next(result for result in results if isinstance(result, UnableToAskAgain)).code == "asked"
    # What is refused leaves nothing behind, neither words nor an answer.
    assert Message.objects.filter(case=settled, direction=Direction.IN).count() == 2
    assert Revisit.objects.get().message.text in {"Es flackert.", "Sie ist wieder aus."}


def test_who_asks_again_while_the_clerk_opens_it_is_heard_or_told(settled, place):
    _unit, berta, _luca = place
    receive_message(case=settled, text="Da ist noch etwas.")
    results = together(
        lambda: request(settled, key="k1"),
        lambda: open_again(case=settled, actor=berta),
    )
    asked, opened = results
    assert isinstance(opened, StatusChange)
    case = Case.objects.get(pk=settled.pk)
    assert case.is_open
    assert not Revisit.objects.filter(decided_at=None).exists()
    arrived = Message.objects.filter(case=case, text="Es flackert noch.").exists()
    assert arrived if isinstance(asked, Revisit) else (asked.code == "open" and not arrived)
    assert case.due_at == case.deadlines.get(kind="SETTLE").due_at


def test_who_asks_again_while_the_clerk_notes_the_message_is_never_lost(settled, place):
    _unit, berta, _luca = place
    receive_message(case=settled, text="Danke.")
    results = together(
        lambda: request(settled, key="k1"),
        lambda: note_matter(case=settled, actor=berta),
    )
    assert isinstance(results[0], Revisit)
    open_one = Revisit.objects.get(decided_at=None)
    assert (open_one.sort, open_one.message.text) == (RevisitSort.REQUEST, "Es flackert noch.")
    assert Case.objects.get(pk=settled.pk).due_at == open_one.due_at


def test_of_two_clerks_who_decide_the_same_request_one_does(settled, place):
    _unit, berta, luca = place
    request(settled)
    results = together(
        lambda: open_again(case=settled, actor=berta),
        lambda: keep_closed(case=settled, actor=luca, public_reason="Das ist so gewollt."),
    )
    assert sum(isinstance(result, NothingToDecide) for result in results) == 1
    found = Revisit.objects.get()
    told = Delivery.objects.filter(template="cases/stays_closed").count()
    assert (found.outcome, told) in {(Outcome.REOPENED, 0), (Outcome.REFUSED, 1)}
    assert Case.objects.get(pk=settled.pk).is_open == (found.outcome == Outcome.REOPENED)


def test_a_refusal_sent_twice_is_one_mail(settled, place):
    _unit, berta, _luca = place
    request(settled)
    results = together(*[lambda: keep_closed(case=settled, actor=berta, public_reason="Das ist so gewollt.")] * 3)
    assert names(results) == ["Message", "NothingToDecide", "NothingToDecide"]
    assert Delivery.objects.filter(template="cases/stays_closed").count() == 1


def test_a_hint_and_a_closing_leave_no_hint_on_a_settled_case(place):
    unit, berta, _luca = place
    case = make_case(unit)
    together(
        *[lambda: give_hint(case=case, sort=HintSort.GONE, origin="PUBLIC")] * 2,
        lambda: change_status(case=case, to="DONE", actor=berta, public_text="Erledigt."),
        lambda: put_hints_aside(case=case, actor=berta),
    )
    assert not Case.objects.get(pk=case.pk).is_open
    assert not Hint.objects.filter(set_aside_at=None).exists()


def test_a_person_with_two_windows_says_one_thing(place):
    unit, *_ = place
    case = make_case(unit)
    together(*[lambda sort=sort: tell_state(case=case, sort=sort) for sort in (HintSort.GONE, HintSort.STILL) * 2])
    assert Hint.objects.filter(set_aside_at=None).count() == 1


def test_two_workers_ask_once(place, settled):
    unit, *_ = place
    case = make_case(unit, requester=NewParty(email="otto@example.org"))
    together(*[lambda: ask_whether_open([case])] * 3)
    assert OpenQuestion.objects.count() == 1
    assert Delivery.objects.filter(template="cases/still_there").count() == 1
    together(*[lambda: ask_later([Case.objects.select_related("access").get(pk=settled.pk)])] * 3)
    assert Delivery.objects.filter(template="cases/settled").count() == 1
