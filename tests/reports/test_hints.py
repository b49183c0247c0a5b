# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people say about an open report: done, or still there. The desk decides; and after a closing the way on is a new report."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from nahdran.cases.access import grant, link_of
from nahdran.cases.enums import HintOrigin, HintSort, LinkKind
from nahdran.cases.models import AftercareSettings, Case, CaseLink, Hint, Message, OpenQuestion
from nahdran.cases.operations import NewParty, ask_whether_open, change_status, put_hints_aside, stop_asking
from nahdran.cases.queries.aftercare import to_ask_whether_open
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from nahdran.reports.operations import NewReport, open_report
from tests.factories.accounts import sign_in
from tests.factories.reports import INSIDE, make_report

ERIKA = NewParty(name="Erika Mustermann", email="erika@example.org")


@pytest.fixture
def report(lamp):
    return make_report(lamp, INSIDE, party=ERIKA, public=True, public_text="Die Lampe ist aus.")


def say(client, report, says, **more):
    address = reverse("reports:hint", args=[report.case.reference])
    return client.post(address, {"sagt": says, **more})


def test_anybody_may_say_that_it_is_done_and_nothing_changes_by_itself(report, client):
    page = client.get(reverse("reports:detail", args=[report.case.reference])).content.decode()
    assert "Ist schon erledigt" in page
    assert client.get(reverse("reports:hint", args=[report.case.reference]) + "?sagt=erledigt").status_code == 200
    assert not Hint.objects.exists()
    assert "Ihr Hinweis ist da" in say(client, report, "erledigt").content.decode()
    assert Hint.objects.get().sort == HintSort.GONE
    assert Case.objects.get(pk=report.pk).is_open


def test_hints_are_limited_and_robots_give_none(report, client):
    say(client, report, "erledigt", website="x")
    assert not Hint.objects.exists()
    say(client, report, "erledigt")
    assert say(client, report, "erledigt").status_code == 429
    assert Hint.objects.count() == 1


@pytest.mark.parametrize("says", ["", "unsinn", "GONE"])
def test_nonsense_is_no_hint(report, client, says):
    assert say(client, report, says).status_code == 200
    assert not Hint.objects.exists()


def test_what_is_not_public_takes_no_hint(lamp, client):
    hidden = make_report(lamp, INSIDE, public=False)
    if hidden.release == "RELEASED":
        pytest.skip("this kind is public at once")
    assert say(client, hidden, "erledigt").status_code == 404


def test_the_desk_sees_how_many_say_so_and_puts_them_aside(report, clerk, client):
    say(client, report, "erledigt")
    desk = sign_in(Client(), clerk)
    page = desk.get(reverse("desk:case", args=[report.case.reference])).content.decode()
    assert "1 Hinweis: ist erledigt" in page
    assert reverse("desk:status", args=[report.case.reference, "DONE"]) in page
    desk.post(reverse("desk:hints_aside", args=[report.case.reference]))
    assert not Hint.objects.filter(set_aside_at=None).exists()


def test_closing_takes_up_all_hints(report, clerk, client):
    say(client, report, "erledigt")
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Wir haben nachgesehen.")
    assert not Hint.objects.filter(set_aside_at=None).exists()
    say(client, report, "erledigt")
    assert Hint.objects.count() == 1
    assert put_hints_aside(case=report.case, actor=clerk) == 0


def test_the_person_says_it_once_with_words_and_the_desk_knows_who(report, client):
    session = client.session
    grant(session, report.case)
    session.save()
    address = reverse("cases:tell_state", args=[report.case.reference])
    assert "Hat sich das erledigt?" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address, {"text": "Sie brennt wieder.", "key": "k1"}).status_code == 302
    assert Hint.objects.get().origin == HintOrigin.PERSON
    assert Message.objects.filter(text="Sie brennt wieder.").count() == 1
    assert Case.objects.get(pk=report.pk).is_open


def question_links(kind):
    text = Delivery.objects.get(template="cases/still_there").text
    return next(word for word in text.split() if kind in word)


def ask(weeks=4):
    with clock.at(clock.now() + timedelta(weeks=weeks, days=1)):
        return ask_whether_open(to_ask_whether_open(weeks))


def test_after_weeks_of_silence_the_person_is_asked_once(report, client):
    assert ask(weeks=0) == 1
    assert ask() == 0
    assert OpenQuestion.objects.count() == 1
    gone = "/" + question_links("noch-da").split("/", 3)[3]
    assert client.get(gone).status_code == 200
    assert not Hint.objects.exists()
    client.post(gone, {"antwort": "ja"})
    assert Hint.objects.get().origin == HintOrigin.ASKED
    assert OpenQuestion.objects.get().answered_at


def test_who_has_heard_something_lately_is_not_asked(report, clerk):
    with clock.at(clock.now() + timedelta(weeks=3)):
        change_status(case=report.case, to="IN_WORK", actor=clerk)
    assert ask() == 0


def test_who_does_not_want_it_is_not_asked_about_any_report(report, lamp, client):
    assert ask() == 1
    stop = "/" + question_links("nicht-mehr-fragen").split("/", 3)[3]
    assert "Nicht mehr nachfragen" in client.get(stop).content.decode()
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    make_report(lamp, INSIDE, party=ERIKA)
    assert ask() == 0
    stop_asking(email="ERIKA@example.org")


def test_no_town_asks_unless_it_wants_to(db):
    assert AftercareSettings().ask_open_weeks == 0


def test_a_settled_report_leads_everybody_to_a_new_one_that_follows_it(report, lamp, clerk, client):
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Getauscht.")
    page = client.get(reverse("reports:detail", args=[report.case.reference])).content.decode()
    assert f"nach={report.case.reference}" in page
    client.get(reverse("reports:new"), {"nahe": "7.21,50.84", "art": "lampe", "nach": report.case.reference})
    assert report.case.reference in client.cookies["nahdran_naechster_ort"].value
    new = NewReport(category=lamp, lon=INSIDE[0], lat=INSIDE[1], after=report.case.reference)
    made = open_report(new=new).case
    assert CaseLink.objects.get(case=made).kind == LinkKind.FOLLOWS


def test_a_number_from_elsewhere_links_nothing(report, lamp):
    new = NewReport(category=lamp, lon=INSIDE[0] + 0.02, lat=INSIDE[1], after=report.case.reference)
    open_report(new=new)
    open_report(new=NewReport(category=lamp, lon=INSIDE[0], lat=INSIDE[1], after="UNSINN"))
    assert not CaseLink.objects.exists()


def test_the_secret_link_still_leads_to_the_status_page(report, client):
    assert client.get("/" + link_of(report.case).split("/", 3)[3]).status_code == 302
