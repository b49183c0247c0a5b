# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers, questions, notes, and what the person writes back."""

import pytest

from nahdran.cases.enums import DeadlineKind, Direction
from nahdran.cases.models import Case, ClockSegment, Deadline, Draft, Message
from nahdran.cases.operations import (
    MissingReason,
    OutdatedView,
    add_note,
    answer,
    ask_back,
    change_status,
    keep_draft,
    receive_message,
)
from nahdran.cases.signals import message_posted
from nahdran.notices.models import Delivery
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def fresh(case):
    return Case.objects.select_related("access", "unit").get(pk=case.pk)


def test_an_answer_meets_the_first_promise_and_goes_out_by_mail(case, clerk):
    answer(case=case, actor=clerk, text="Wir kommen am Mittwoch.", base=case.changed_at)
    assert Deadline.objects.get(case=case, kind=DeadlineKind.FIRST_ANSWER).met_at is not None
    assert fresh(case).due_at == Deadline.objects.get(case=case, kind=DeadlineKind.SETTLE).due_at
    mail = Delivery.objects.get(template="cases/answer")
    assert mail.address == "erika.mustermann@example.org"
    assert "Wir kommen am Mittwoch." in mail.text


def test_an_answer_shows_the_unit_and_not_the_clerk(case, clerk):
    assert answer(case=case, actor=clerk, text="Guten Tag").author_label == "Bauhof"


def test_an_outdated_answer_is_stopped_and_writes_nothing(case, clerk):
    seen = case.changed_at
    add_note(case=case, actor=clerk, text="Ich fahre hin.")
    with pytest.raises(OutdatedView) as stopped:
        answer(case=case, actor=clerk, text="Wir kommen.", base=seen)
    assert stopped.value.since == seen
    assert not Message.objects.filter(case=case, direction=Direction.OUT).exists()


def test_the_same_form_sent_twice_is_one_answer_although_the_base_is_old_by_then(case, clerk):
    seen = case.changed_at
    first = answer(case=case, actor=clerk, text="Wir kommen.", base=seen, key="k1")
    second = answer(case=case, actor=clerk, text="Wir kommen.", base=seen, key="k1")
    assert first.pk == second.pk
    assert Delivery.objects.filter(template="cases/answer").count() == 1


def test_a_key_counts_for_its_own_case_only(case, unit, clerk):

    other = make_case(unit)
    first = receive_message(case=case, text="Hallo", key="same")
    second = receive_message(case=other, text="Hallo", key="same")
    assert first.pk != second.pk


def test_an_empty_answer_is_refused(case, clerk):
    with pytest.raises(MissingReason):
        answer(case=case, actor=clerk, text=" \u200b \n")


def test_a_question_stops_the_clock_and_the_reply_starts_it_again(case, clerk):
    ask_back(case=case, actor=clerk, text="Welche Nummer hat der Mast?", base=case.changed_at)
    assert fresh(case).status == "ASKED"
    assert not ClockSegment.objects.get(case=case, until=None).running
    receive_message(case=case, text="2217")
    assert fresh(case).status == "ANSWERED"
    assert ClockSegment.objects.get(case=case, until=None).running
    assert Delivery.objects.filter(template="cases/question").count() == 1


def test_asking_again_while_waiting_is_one_more_message(case, clerk):
    ask_back(case=case, actor=clerk, text="Welche Nummer?")
    ask_back(case=case, actor=clerk, text="Ein Foto hilft auch.")
    assert Message.objects.filter(case=case, direction=Direction.OUT).count() == 2


def test_answering_takes_an_answered_case_back_to_work(case, clerk):
    ask_back(case=case, actor=clerk, text="Welche Nummer?")
    receive_message(case=case, text="2217")
    answer(case=case, actor=clerk, text="Danke.", base=fresh(case).changed_at)
    assert fresh(case).status == "WORK"


def test_a_message_to_a_refused_case_only_joins_the_thread(case, clerk):
    change_status(case=case, to="REFUSED", actor=clerk, public_text="Gehört dem Kreis.")
    receive_message(case=case, text="Schade.")
    assert fresh(case).status == "REFUSED"


def test_a_note_drops_the_draft_and_sends_nothing(case, clerk):
    keep_draft(case=case, author=clerk, text="Kabel prüfen", base=case.changed_at)
    add_note(case=case, actor=clerk, text="Kabel prüfen")
    assert not Draft.objects.exists()
    assert not Delivery.objects.exclude(template="cases/opened").exists()


def test_each_step_lies_behind_the_one_before_even_if_the_clock_stands_still(unit, clerk, time_machine):
    time_machine.move_to("2026-11-17 10:00+01:00", tick=False)
    case = make_case(unit)
    moments = [case.changed_at]
    for text in ("eins", "zwei", "drei"):
        message = add_note(case=case, actor=clerk, text=text)
        assert message.at > moments[-1]
        moments.append(fresh(case).changed_at)
        assert moments[-1] == message.at


def test_those_above_are_told_after_the_commit(case, clerk, django_capture_on_commit_callbacks):
    told = []

    def listen(sender, case_id, message_id, **_):
        told.append((case_id, message_id))

    message_posted.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            message = answer(case=case, actor=clerk, text="Guten Tag")
            assert told == []
        assert told == [(case.pk, message.pk)]
    finally:
        message_posted.disconnect(listen)


def test_control_signs_and_markup_are_text(case, clerk):
    message = answer(case=case, actor=clerk, text="<b>Hallo</b>\x00\r\nWelt")
    assert message.text == "<b>Hallo</b>\nWelt"
