# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After a closing: is it really settled, should the town look again, and what the desk decides."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from nahdran.cases.access import link_of
from nahdran.cases.enums import Direction, Outcome, RevisitSort
from nahdran.cases.models import AftercareSettings, Case, ClosingAnswer, Message, Revisit
from nahdran.cases.operations import (
    MissingReason,
    NewParty,
    NothingToDecide,
    OutdatedView,
    UnableToAskAgain,
    answer,
    answer_closing,
    ask_again,
    ask_later,
    change_status,
    forget_people,
    keep_closed,
    note_matter,
    open_again,
    receive_message,
)
from nahdran.cases.queries import inbox
from nahdran.cases.queries.aftercare import aftercare_of, to_ask_later
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from tests.factories.accounts import make_staff, sign_in
from tests.factories.cases import READER, make_case, make_person, make_unit


def fresh(case):
    return Case.objects.select_related("access", "unit").get(pk=case.pk)


@pytest.fixture
def settled(case, clerk):
    change_status(case=case, to="DONE", actor=clerk, public_text="Die Lampe ist getauscht.")
    return fresh(case)


def links(template="status"):
    """The links of the question in the newest mail."""
    text = Delivery.objects.filter(template=f"cases/{template}").order_by("-id")[0].text
    return re.findall(r"http\S+nachfrage/\S+", text)


def path_of(link):
    return "/" + link.split("/", 3)[3]


def request(case, text="Es flackert noch.", **more):
    return ask_again(case=case, reason="PARTLY", text=text, **more)


def test_the_closing_mail_asks_and_its_links_only_show(settled, client):
    yes, no = links()
    assert yes.endswith("?antwort=ja")
    for link in (yes, no):
        page = client.get(path_of(link))
        assert page.status_code == 200
        assert page["Cache-Control"] == "no-store"
    assert not ClosingAnswer.objects.exists()
    assert not Revisit.objects.exists()


def test_one_click_on_the_page_answers_and_offers_to_rate(settled, client):
    yes = path_of(links()[0])
    page = client.post(yes, {"antwort": "ja"}, follow=True)
    assert "Wie zufrieden sind Sie mit uns?" in page.content.decode()
    client.post(yes, {"antwort": "ja"})
    found = ClosingAnswer.objects.get()
    assert found.is_settled
    here = yes.split("?")[0]
    client.post(here, {"antwort": "bewerten", "score": "4", "good": ["SPEED"], "bad": [], "comment": "Gut."})
    found.refresh_from_db()
    assert (found.score, found.good, found.comment) == (4, ["SPEED"], "Gut.")


def test_a_comment_that_names_somebody_is_asked_about_once(settled, client):
    here = path_of(links()[0]).split("?")[0]
    client.post(here, {"antwort": "ja"})
    rating = {"antwort": "bewerten", "score": "2", "comment": "Bitte rufen Sie an: 02246 123456"}
    page = client.post(here, rating)
    assert page.status_code == 422
    assert "Steht da ein Name oder eine Nummer?" in page.content.decode()
    assert ClosingAnswer.objects.get().score is None
    client.post(here, {**rating, "seen_warning": "1"})
    assert ClosingAnswer.objects.get().score == 2


@pytest.mark.parametrize("bad", [{"score": "9"}, {"score": "x"}, {}, {"score": "3", "good": ["NOPE"]}])
def test_nonsense_is_no_rating(settled, client, bad):
    here = path_of(links()[0]).split("?")[0]
    client.post(here, {"antwort": "ja"})
    assert client.post(here, {"antwort": "bewerten", **bad}).status_code == 422
    assert ClosingAnswer.objects.get().score is None


def test_a_link_of_another_closing_person_or_case_opens_nothing(settled, client, unit):
    yes = path_of(links()[0])
    wrong = re.sub(r"nachfrage/(\d+)/(\d+)/", lambda m: f"nachfrage/{m[1]}/{int(m[2]) + 1}/", yes)
    assert client.get(wrong).status_code == 404
    other = make_case(unit)
    assert client.get(yes.replace(settled.reference, other.reference)).status_code == 404


def test_the_link_answers_one_question_and_does_not_open_the_case(settled, client):
    client.post(path_of(links()[0]), {"antwort": "ja"})
    assert client.get(reverse("cases:status", args=[settled.reference])).status_code == 302


def test_saying_no_leads_to_a_reason_and_asks_the_desk(settled, client):
    no = path_of(links()[1])
    page = client.get(no).content.decode()
    assert "Was ist der Grund?" in page
    assert client.post(no, {"antwort": "nein", "reason": "", "text": ""}).status_code == 422
    sent = client.post(no, {"antwort": "nein", "reason": "PARTLY", "text": "Es flackert.", "key": "k1"}, follow=True)
    assert "Sie hören spätestens am" in sent.content.decode()
    found = Revisit.objects.get()
    assert (found.sort, found.reason, found.message.text) == (RevisitSort.REQUEST, "PARTLY", "Es flackert.")
    assert not ClosingAnswer.objects.get().is_settled
    assert not fresh(settled).is_open


def test_the_same_form_twice_is_one_request(settled):
    first = request(settled, key="k1")
    assert request(settled, key="k1").pk == first.pk
    with pytest.raises(UnableToAskAgain, match="asked"):
        request(settled)
    assert Message.objects.filter(direction=Direction.IN).count() == 2


def test_the_request_stands_in_the_inbox_with_its_own_deadline(unit, clerk, time_machine):
    time_machine.move_to("2026-11-17 10:00+01:00", tick=False)
    settled = make_case(unit)
    change_status(case=settled, to="DONE", actor=clerk, public_text="Getauscht.")
    request(settled)
    page = inbox(clerk, view="asked_again")
    assert [row.case.pk for row in page.rows] == [settled.pk]
    assert page.counters["asked_again"] == 1
    assert page.rows[0].due.label == "noch 7 Tage"  # five working days
    assert page.rows[0].due.tone == ""


def test_another_unit_sees_nothing_of_it_and_a_reader_decides_nothing(settled, unit):
    request(settled)
    foreign = make_person(make_unit("Ordnungsamt"))
    assert inbox(foreign, view="asked_again").rows == []
    for name in ("open_again", "keep_closed", "note_matter", "hints_aside"):
        address = reverse(f"desk:{name}", args=[settled.reference])
        for person in (foreign, make_person(unit, rights=READER)):
            assert sign_in(Client(), person).post(address, {"reason": "Nein."}).status_code == 403
    assert Revisit.objects.get().decided_at is None


def test_looking_again_starts_clock_and_promise_anew_and_tells_the_person(settled, clerk):
    request(settled)
    open_again(case=settled, actor=clerk)
    again = fresh(settled)
    assert again.is_open
    assert again.status == "WORK"
    assert again.retain_until is None
    assert again.deadlines.filter(met_at=None).exists()
    assert Revisit.objects.get().outcome == Outcome.REOPENED
    assert "In Arbeit" in Delivery.objects.filter(template="cases/status").order_by("-id")[0].text


def test_a_refusal_needs_words_and_the_person_gets_them(settled, clerk):
    request(settled)
    with pytest.raises(MissingReason):
        keep_closed(case=settled, actor=clerk, public_reason="  ")
    keep_closed(case=settled, actor=clerk, public_reason="Die Lampe brennt, wir waren gestern dort.")
    assert Revisit.objects.get().outcome == Outcome.REFUSED
    mail = Delivery.objects.get(template="cases/stays_closed")
    assert "wir waren gestern dort" in mail.text
    assert "wir waren gestern dort" in mail.html
    with pytest.raises(UnableToAskAgain, match="asked"):
        request(settled)


def test_after_a_new_closing_one_may_ask_once_more(settled, clerk):
    request(settled)
    open_again(case=settled, actor=clerk)
    change_status(case=settled, to="DONE", actor=clerk, public_text="Jetzt aber.")
    request(fresh(settled))
    assert Revisit.objects.count() == 2


def test_who_decides_second_learns_that_it_is_decided(settled, clerk, desk):
    request(settled)
    base = fresh(settled).changed_at
    open_again(case=settled, actor=clerk, base=base)
    with pytest.raises(NothingToDecide):
        keep_closed(case=settled, actor=clerk, public_reason="Nein.", base=base)
    page = desk.post(reverse("desk:keep_closed", args=[settled.reference]), {"reason": "Nein."}, follow=True)
    assert "Darüber ist schon entschieden" in page.content.decode()


def test_an_outdated_page_decides_nothing(settled, clerk):
    request(settled)
    seen = fresh(settled).changed_at
    receive_message(case=settled, text="Noch etwas.")
    with pytest.raises(OutdatedView):
        keep_closed(case=settled, actor=clerk, public_reason="Nein.", base=seen)


def test_opened_by_the_usual_button_the_matter_is_settled_too(settled, clerk):
    request(settled)
    change_status(case=settled, to="WORK", actor=clerk)
    assert Revisit.objects.get().outcome == Outcome.REOPENED
    with pytest.raises(UnableToAskAgain, match="open"):
        request(settled)


def test_after_four_weeks_the_way_is_a_new_report(settled, client):
    yes, no = (path_of(link) for link in links())
    with clock.at(clock.now() + timedelta(days=29)):
        with pytest.raises(UnableToAskAgain, match="late"):
            request(settled)
        page = client.get(no).content.decode()
        assert "Bitte melden Sie es neu" in page
        assert client.post(yes, {"antwort": "ja"}).status_code == 302


def test_a_message_is_never_lost_and_waits_for_the_desk(settled, clerk):
    receive_message(case=settled, text="Sie ist wieder dunkel.")
    found = Revisit.objects.get()
    assert found.sort == RevisitSort.MESSAGE
    assert not fresh(settled).is_open
    receive_message(case=settled, text="Und noch etwas.")
    assert Revisit.objects.count() == 1
    answer(case=settled, actor=clerk, text="Wir schauen nach.")
    found.refresh_from_db()
    assert found.outcome == Outcome.ANSWERED


def test_a_thank_you_is_noted_but_a_request_needs_a_decision(settled, clerk):
    receive_message(case=settled, text="Danke!")
    note_matter(case=settled, actor=clerk)
    assert Revisit.objects.get().outcome == Outcome.NOTED
    request(settled)
    with pytest.raises(NothingToDecide):
        note_matter(case=settled, actor=clerk)
    answer(case=settled, actor=clerk, text="Einen Moment bitte.")
    assert Revisit.objects.filter(decided_at=None).exists()


def test_a_message_before_becomes_the_request(settled):
    receive_message(case=settled, text="Es flackert.")
    request(settled)
    assert [row.sort for row in Revisit.objects.all()] == [RevisitSort.REQUEST]


def test_a_refused_case_may_be_asked_about_but_not_whether_it_is_settled(case, clerk, client):
    change_status(case=case, to="REFUSED", actor=clerk, public_text="Gehört dem Kreis.")
    assert not links()
    assert "um erneute Prüfung bitten" in Delivery.objects.filter(template="cases/status").latest("id").text
    client.get(path_of(link_of(case)))
    page = client.get(reverse("cases:status", args=[case.reference])).content.decode()
    assert "Um erneute Prüfung bitten" in page
    request(fresh(case))
    assert not ClosingAnswer.objects.exists()


def test_what_somebody_took_back_nobody_asks_about(case, client):
    change_status(case=case, to="WITHDRAWN", actor=None, public_text="Zurückgezogen.")
    with pytest.raises(UnableToAskAgain, match="never"):
        request(fresh(case))


def test_the_status_page_asks_and_answers_too(settled, client):
    client.get(path_of(link_of(settled)))
    home = reverse("cases:status", args=[settled.reference])
    assert "Ist das wirklich erledigt?" in client.get(home).content.decode()
    client.post(reverse("cases:settled", args=[settled.reference]), {"antwort": "ja"})
    assert "Sie haben geantwortet: Ja, erledigt." in client.get(home).content.decode()
    assert ClosingAnswer.objects.get().who == settled.parties.get().pk


def test_yes_may_become_no(settled):
    who = settled.parties.get().pk
    change = aftercare_of(settled, who=who).change
    answer_closing(case=settled, change_id=change.pk, who=who, is_settled=True)
    request(settled, who=who)
    assert not ClosingAnswer.objects.get().is_settled


def test_an_answer_to_an_older_closing_is_none(settled, clerk, client):
    yes = path_of(links()[0])
    change_status(case=settled, to="WORK", actor=clerk)
    page = client.post(yes, {"antwort": "ja"})
    assert "wird wieder gearbeitet" in page.content.decode()
    change_status(case=settled, to="DONE", actor=clerk, public_text="Noch einmal.")
    client.post(yes, {"antwort": "ja"})
    assert not ClosingAnswer.objects.exists()


def test_forgetting_keeps_the_figure_and_drops_the_words(settled, client):
    yes = path_of(links()[0])
    client.post(yes, {"antwort": "ja"})
    ClosingAnswer.objects.update(score=1, comment="Herr Müller war unfreundlich.")
    request(settled, who=settled.parties.get().pk)
    forget_people(case=settled)
    found = ClosingAnswer.objects.get()
    assert (found.score, found.comment) == (1, "")
    assert client.get(yes).status_code == 404
    assert "flackert" not in " ".join(Message.objects.values_list("text", flat=True))


def test_the_town_may_ask_later_and_each_closing_once(case, clerk):
    AftercareSettings.objects.create(ask_after_days=5)
    change_status(case=case, to="DONE", actor=clerk, public_text="Getauscht.")
    assert not links()
    assert list(to_ask_later(5)) == []
    with clock.at(clock.now() + timedelta(days=5, hours=1)):
        assert ask_later(to_ask_later(5)) == 1
        ask_later(to_ask_later(5))
    assert Delivery.objects.filter(template="cases/settled").count() == 1
    assert len(links("settled")) == 2


def test_the_town_may_not_ask_at_all(case, clerk):
    AftercareSettings.objects.create(asks=False)
    change_status(case=case, to="DONE", actor=clerk, public_text="Getauscht.")
    assert not links()


def test_people_who_read_english_are_asked_in_english(unit, clerk):
    case = make_case(unit, requester=NewParty(name="Jo", email="jo@example.org", language="en"))
    change_status(case=case, to="DONE", actor=clerk, public_text="Getauscht.")
    mail = Delivery.objects.filter(template="cases/status").latest("id")
    assert "Is it really done?" in mail.text
    assert "Is it really done?" in mail.html


def test_the_desk_shows_matter_and_answers_above_the_history(settled, desk, client):
    request(settled)
    page = desk.get(reverse("desk:case", args=[settled.reference])).content.decode()
    assert page.index("Bitte um erneute Prüfung") < page.index('id="verlauf"')
    assert "Nur ein Teil ist erledigt" in page
    assert "Nein, noch nicht" in page


def test_only_whoever_holds_the_right_settles_the_days(desk, admin_client_of_desk):
    assert desk.get(reverse("desk:aftercare")).status_code == 403
    address = reverse("desk:aftercare")
    given = {"asks": "on", "ask_after_days": "0", "reopen_days": "13", "decide_days": "5", "ask_open_weeks": "0"}
    assert admin_client_of_desk.post(address, given).status_code == 422
    assert admin_client_of_desk.post(address, {**given, "reopen_days": "14"}).status_code == 302
    assert AftercareSettings.objects.get().reopen_days == 14


@pytest.fixture
def admin_client_of_desk(town):
    return sign_in(Client(), make_staff(rights=["cases.aftercare"]))


def test_words_that_come_second_are_shown_again_instead_of_getting_lost(settled, client):
    no = path_of(links()[1])
    form = {"antwort": "nein", "reason": "PARTLY", "text": "Es flackert.", "key": "k1"}
    client.post(no, form)
    again = client.post(no, form).content.decode()
    assert "nicht bei uns angekommen" not in again
    other = client.post(no, {**form, "text": "Sie ist wieder <aus>.", "key": "k2"}).content.decode()
    assert "nicht bei uns angekommen" in other
    assert "Sie ist wieder &lt;aus&gt;." in other


def test_who_writes_while_the_desk_opens_the_case_sees_it_and_keeps_the_words(settled, clerk, client):
    no = path_of(links()[1])
    client.get(no)
    receive_message(case=settled, text="Da ist noch etwas.")
    open_again(case=settled, actor=clerk)
    page = client.post(no, {"antwort": "nein", "reason": "PARTLY", "text": "Es flackert.", "key": "k1"})
    assert "wieder gearbeitet" in page.content.decode()
    assert "Es flackert." in page.content.decode()


def test_the_same_form_after_the_decision_is_still_the_first_request(settled, clerk):
    first = request(settled, key="k1")
    keep_closed(case=settled, actor=clerk, public_reason="Das ist so gewollt.")
    assert request(settled, key="k1").pk == first.pk
    with pytest.raises(UnableToAskAgain, match="asked"):
        request(settled, "Noch etwas.", key="k2")
