# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Against robots: signs and what they weigh, the browser's sum, the way without JavaScript, and the desk's view of what waits for a look."""

import hashlib
import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nahdran.audit.models import Entry
from nahdran.cases.models import Case
from nahdran.files.models import StoredFile
from nahdran.notices.models import Delivery
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import DraftPhoto, IntakeSettings, Report, ReportDraft, WaitingReport
from nahdran.reports.operations import NoLongerWaiting, accept, discard, expire_drafts, submit_report
from nahdran.reports.proof import SECONDS, is_solved, new_puzzle
from nahdran.reports.suspicion import SIGNS, Outcome, in_words, is_disposable, signs_in, weigh
from tests.factories.accounts import client_of, give_role, make_citizen, make_role, make_staff
from tests.factories.reports import make_category, make_draft

EMAIL = "erika.mustermann@example.org"
DAY = 86400
LINKS = "Kaufen Sie hier: https://a.example https://b.example www.c.example und noch mehr Text"
QUARANTINE = "/arbeitsplatz/verdacht/"


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def screener(lamp):
    person = make_staff()
    give_role(person, make_role(rights=["reports.screen"], name="Prüfung"))
    return client_of(person)


def text_of(response):
    return response.content.decode()


def answer_to(puzzle):
    number = next(
        n for n in range(puzzle.most) if hashlib.sha256(f"{puzzle.salt}{n}".encode()).hexdigest() == puzzle.target
    )
    return f"{puzzle.token}.{number}"


def answer_on(page):
    """What a browser would find out for the puzzle on this page."""
    data = dict(re.findall(r'data-(salt|target|most|token)="([^"]*)"', text_of(page)))
    number = next(
        n
        for n in range(int(data["most"]))
        if hashlib.sha256(f"{data['salt']}{n}".encode()).hexdigest() == data["target"]
    )
    return f"{data['token']}.{number}"


def browser(clock, category, address="203.0.113.7", **data):
    draft = make_draft(category, **data)
    clock.shift(60)
    client = Client(REMOTE_ADDR=address)
    client.cookies[COOKIE] = token_of(draft)
    return client


def suspect(category, **data):
    return submit_report(draft=make_draft(category, **data), trap=True).waiting


def test_one_weak_sign_asks_for_nothing():
    assert weigh(["too_fast"]) == Outcome.OPEN


def test_a_doubt_asks_for_a_proof_and_a_proof_settles_it():
    assert weigh(["links"]) == Outcome.PROVE
    assert weigh(["links"], proven=True) == Outcome.OPEN


def test_a_trap_is_looked_at_whatever_was_proven():
    assert weigh(["honeypot"], proven=True) == Outcome.LOOK


@given(st.lists(st.sampled_from(sorted(SIGNS))), st.sampled_from(sorted(SIGNS)))
def test_another_sign_never_makes_a_report_less_suspicious(signs, one_more):
    order = [Outcome.OPEN, Outcome.PROVE, Outcome.LOOK]
    assert order.index(weigh([*signs, one_more])) >= order.index(weigh(signs))


@pytest.mark.parametrize(
    "email", ["a@mailinator.com", "a@MAILINATOR.com", "a@post.mailinator.com", " a@mailinator.com "]
)
def test_a_throwaway_address_is_known_with_its_subdomains(email):
    assert is_disposable(email, "mailinator.com\n")


@pytest.mark.parametrize("email", ["a@notmailinator.com", "a@mailinator.com.example", "", "a", "a@com"])
def test_another_address_is_not(email):
    assert not is_disposable(email, "\nmailinator.com\n")


def test_the_list_that_comes_along_names_the_usual_services():
    assert is_disposable("a@trash-mail.com", IntakeSettings().disposable_domains)
    assert not is_disposable("a@gmx.de", IntakeSettings().disposable_domains)


def test_one_link_is_no_sign():
    assert signs_in("Foto dazu: https://example.org/bild.jpg") == []
    assert signs_in(LINKS) == ["links"]


def test_signs_are_told_in_words():
    assert len(in_words("honeypot,too_fast,unknown_of_old")) == 2
    assert in_words("") == []


def test_a_sum_counts_once(db):
    answer = answer_to(new_puzzle())

    assert is_solved(answer)
    assert not is_solved(answer)


def test_a_sum_counts_for_some_minutes_only(db):
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as clock:
        answer = answer_to(new_puzzle())
        clock.shift(SECONDS + 1)

        assert not is_solved(answer)


@pytest.mark.parametrize("answer", ["", ".", "x.1", "1", "ä.1", ".-1"])
def test_nonsense_solves_nothing(db, answer):
    assert not is_solved(answer)


def test_a_wrong_number_solves_nothing(db):
    token, _dot, number = answer_to(new_puzzle()).rpartition(".")

    assert not is_solved(f"{token}.{int(number) + 1}")


def test_the_doubtful_report_goes_after_the_browser_has_done_its_sum(lamp, stored, clock):
    client = browser(clock, lamp, text=LINKS)

    asked = client.post("/maengel/neu/pruefen/")
    assert asked.status_code == 422
    assert LINKS in text_of(asked)
    assert not Case.objects.exists()
    sent = client.post("/maengel/neu/pruefen/", {"beweis": answer_on(asked)})

    assert "/danke/" in sent.headers["Location"]
    assert Report.objects.get().suspicion == "links"


def test_without_javascript_a_link_by_mail_does_the_same(lamp, stored, clock):
    client = browser(clock, lamp, text=LINKS, email=EMAIL)
    asked = client.post("/maengel/neu/pruefen/")
    assert "Per E-Mail bestätigen" in text_of(asked)

    client.post("/maengel/neu/pruefen/", {"per-mail": "1"})

    assert WaitingReport.objects.get().waits_for == "CONFIRMATION"
    assert Delivery.objects.get().address == EMAIL


def test_who_gave_no_address_is_asked_for_one(lamp, stored, clock):
    client = browser(clock, lamp, text=LINKS)

    asked = client.post("/maengel/neu/pruefen/", {"per-mail": "1"})

    assert asked.status_code == 422
    assert "E-Mail-Adresse angeben" in text_of(asked)
    assert not WaitingReport.objects.exists()


def test_many_reports_from_one_connection_need_a_proof(lamp, stored, clock):
    answers = []
    for number in range(6):
        client = browser(clock, lamp, text=f"Laterne {number} aus")
        answers.append(client.post("/maengel/neu/pruefen/").status_code)

    assert answers == [302] * 5 + [422]


def test_the_same_long_text_again_and_again_needs_a_proof(lamp, stored, clock):
    text = "Immer derselbe Satz, der für eine Meldung recht lang geraten ist."
    answers = [
        browser(clock, lamp, text=text, address=f"203.0.{number}.1").post("/maengel/neu/pruefen/").status_code
        for number in range(4)
    ]

    assert answers == [302] * 3 + [422]


def test_a_citizen_with_an_account_is_not_asked(lamp, stored, clock):
    draft = make_draft(lamp, text=LINKS)
    client = client_of(make_citizen())
    client.cookies[COOKIE] = token_of(draft)

    assert "/danke/" in client.post("/maengel/neu/pruefen/").headers["Location"]


def test_a_robot_gets_no_mail_sent_to_anybody(lamp, stored, clock):
    suspect(lamp, email=EMAIL)

    assert not Delivery.objects.exists()


def test_the_desk_sees_what_looks_like_a_robot_and_why(screener, lamp, stored):
    suspect(lamp, email="opfer@example.org", name="Erika Mustermann")

    page = text_of(screener.get(QUARANTINE))

    assert "Die Lampe vor der Bäckerei ist aus." in page
    assert "Ein Feld, das Menschen nicht sehen" in page
    assert "Adresse bei example.org" in page
    assert "opfer@" not in page
    assert "Erika" not in page


def test_accepted_it_goes_the_ordinary_way(screener, lighting, stored, photo):
    category = make_category(group=lighting, release_at_once=True)
    draft = make_draft(category, email=EMAIL)
    DraftPhoto.objects.create(draft=draft, file=photo())
    waiting = submit_report(draft=draft, trap=True).waiting

    screener.post(f"{QUARANTINE}{waiting.token}/annehmen/")

    report = Report.objects.get()
    assert report.suspicion == ""
    assert report.release == "RELEASED"
    assert Delivery.objects.get().address == EMAIL
    assert StoredFile.objects.get().keep_until is None
    assert Entry.objects.filter(action="reports.accepted").count() == 1


def test_the_person_finds_the_number_on_the_page_from_then(lamp, stored, clock):
    client = browser(clock, lamp)
    page = client.post("/maengel/neu/pruefen/", {"website": "x"}, follow=True)
    assert "Ihre Meldung ist bei uns" in text_of(page)

    accept(waiting=WaitingReport.objects.get(), actor=make_staff())

    again = client.get(page.redirect_chain[-1][0], follow=True)
    assert Case.objects.get().reference in text_of(again)


def test_discarded_it_leaves_the_list_and_can_be_brought_back(screener, lamp, stored):
    waiting = suspect(lamp)

    screener.post(f"{QUARANTINE}{waiting.token}/verwerfen/")

    assert "Nichts ist verdächtig" in text_of(screener.get(QUARANTINE))
    assert "Doch annehmen" in text_of(screener.get(QUARANTINE + "?ansicht=verworfen"))
    assert "bearbeiten wir nicht" in text_of(Client().get(f"/maengel/neu/wartet/{waiting.token}/"))
    entry = Entry.objects.get(action="reports.discarded")
    assert entry.data == {"category": "lampe", "signs": "honeypot,too_fast"}
    screener.post(f"{QUARANTINE}{waiting.token}/annehmen/")
    assert Case.objects.count() == 1


def test_what_was_discarded_goes_after_some_days_what_waits_stays(lamp, stored, clock, photo):
    kept, thrown = suspect(lamp), suspect(lamp)
    discard(waiting=thrown, actor=make_staff())
    clock.shift(40 * DAY)

    expire_drafts()

    assert list(ReportDraft.objects.values_list("pk", flat=True)) == [kept.pk]
    with pytest.raises(NoLongerWaiting):
        discard(waiting=thrown, actor=make_staff())


def test_nobody_decides_twice(lamp, stored):
    waiting, actor = suspect(lamp), make_staff()
    first, second = accept(waiting=waiting, actor=actor), accept(waiting=waiting, actor=actor)

    assert (first.is_new, second.is_new) == (True, False)
    with pytest.raises(NoLongerWaiting):
        discard(waiting=waiting, actor=actor)


def test_photos_of_suspects_are_for_those_who_look(screener, clerk, lamp, stored, photo):
    draft = make_draft(lamp)
    picture = DraftPhoto.objects.create(draft=draft, file=photo())
    waiting = submit_report(draft=draft, trap=True).waiting
    address = f"{QUARANTINE}{waiting.token}/foto/{picture.pk}/thumb/"

    assert screener.head(address).status_code == 200
    assert client_of(clerk).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_number_of_queries_does_not_grow(screener, lamp, stored, django_assert_max_num_queries):
    suspect(lamp)
    screener.get(QUARANTINE)
    for _ in range(3):
        suspect(lamp)
    with django_assert_max_num_queries(15):
        screener.get(QUARANTINE)


def test_the_town_settles_days_and_domains(lamp):
    person = make_staff()
    give_role(person, make_role(rights=["reports.manage"], name="Einrichtung"))
    admin = client_of(person)
    page = "/arbeitsplatz/einstellungen/maengel/aufnahme/"
    assert admin.get(page).status_code == 200

    values = {"confirm_days": 10, "remind_days": 3, "proof_after": 8, "disposable_domains": "wegwerf.example"}
    values |= {"complaint_hides": "NEVER", "complaint_people": 3}
    assert admin.post(page, values).status_code == 302
    row = IntakeSettings.objects.get()
    assert (row.confirm_days, row.remind_days, row.proof_after) == (10, 3, 8)
    assert row.complaint_hides == "NEVER"
    assert Entry.objects.filter(action="reports.intake").count() == 1
    assert "vor dem Löschen" in text_of(admin.post(page, values | {"remind_days": 10}))


def test_before_sending_personal_data_in_the_text_are_named(lamp, stored, clock):
    client = browser(clock, lamp, text="Rufen Sie 0171 2345678 an. Das Auto SU-AB 123 steht davor.")

    page = text_of(client.get("/maengel/neu/pruefen/"))

    assert "Vielleicht persönliche Daten" in page
    assert "Telefonnummer: 0171 2345678" in page
    assert "Kennzeichen: SU-AB 123" in page
    assert client.post("/maengel/neu/pruefen/").status_code == 302, "a warning stands in nobody's way"


def test_without_personal_data_nothing_is_said(lamp, stored, clock):
    assert "persönliche Daten" not in text_of(browser(clock, lamp).get("/maengel/neu/pruefen/"))
