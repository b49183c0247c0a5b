# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Senders and words that the town has blocked: their reports wait for a look, from every door, and nothing is dropped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nahdran.audit.models import Entry
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty
from nahdran.kit import clock
from nahdran.reports.blocking import digests_of, says
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import Block, Report, WaitingReport
from nahdran.reports.operations import NewReport, accept, block, expire_blocks, submit, submit_report
from tests.factories.accounts import client_of, give_role, make_citizen, make_role, make_staff
from tests.factories.reports import INSIDE, make_draft

EMAIL = "erika.mustermann@example.org"
LIST = "/arbeitsplatz/verdacht/sperrliste/"
QUARANTINE = "/arbeitsplatz/verdacht/"


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def screener(lamp):
    person = make_staff()
    give_role(person, make_role(rights=["reports.screen"], name="Prüfung"))
    return client_of(person)


def block_address(email=EMAIL, **more):
    return block(sort="ADDRESS", value=email, actor=None, **more)


def send(category, **data):
    return submit_report(draft=make_draft(category, **data))


def entry_of(**values):
    return {"note": "", "until": (clock.today() + timedelta(days=30)).isoformat(), **values}


def text_of(response):
    return response.content.decode()


def test_a_report_of_a_blocked_address_waits_and_the_sender_sees_the_usual_page(lamp, stored):
    block_address()
    sent = send(lamp, email="Erika.Mustermann@Example.org")
    assert sent.case is None
    assert sent.waiting.waits_for == "LOOK"
    assert "Ihre Meldung ist bei uns" in text_of(Client().get(f"/maengel/neu/wartet/{sent.token}/"))


def test_the_address_of_somebody_else_is_no_address_of_ours(lamp, stored):
    block_address()
    assert send(lamp, email="erika@example.org").case is not None


def test_the_form_itself_leads_a_blocked_sender_to_the_page_that_waits(lamp, stored):
    block_address()
    draft = make_draft(lamp, email=EMAIL)
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    assert "/wartet/" in client.post("/maengel/neu/pruefen/").headers["Location"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("email", ["a@werbung.example", "b@post.WERBUNG.example"])
def test_a_domain_counts_with_everything_below_it(lamp, stored, email):
    block(sort="DOMAIN", value="@werbung.example", actor=None)
    assert send(lamp, email=email).case is None
    assert send(lamp, email="a@keinewerbung.example").case is not None


@pytest.mark.parametrize("where", ["text", "name"])
def test_words_count_wherever_a_person_types(lamp, stored, where):
    block(sort="WORDS", value="günstige Kredite", actor=None)
    assert send(lamp, **{where: "Hier: GÜNSTIGE\nKredite."}).case is None
    assert send(lamp, **{where: "Kredite sind nicht günstige Bänke."}).case is not None


def test_an_account_or_a_trusted_program_does_not_get_past_the_list(lamp, stored):
    block_address()
    citizen = make_citizen(email=EMAIL)
    draft = make_draft(lamp, email=EMAIL)
    assert submit_report(draft=draft, account=citizen).case is None
    new = NewReport(category=lamp, lon=INSIDE[0], lat=INSIDE[1], text="Lampe aus", party=NewParty(email=EMAIL))
    assert submit(new=new, key="open311:1", channel="API", proven=True).case is None


def test_what_a_clerk_takes_in_goes_its_way(lamp, stored):
    block_address()
    new = NewReport(category=lamp, lon=INSIDE[0], lat=INSIDE[1], text="Lampe aus", party=NewParty(email=EMAIL))
    assert submit(new=new, key="phone:1", channel="PHONE", actor=make_staff()).case is not None


def test_the_desk_sees_why_and_what_is_accepted_becomes_an_ordinary_case(screener, lamp, stored):
    block(sort="WORDS", value="gratis", note="Werbung vom Herbst", actor=None)
    waiting = send(lamp, text="Alles gratis").waiting
    page = text_of(screener.get(QUARANTINE))
    assert "Wörter von Ihrer Sperrliste" in page
    assert "gratis" in page
    assert "Werbung vom Herbst" in page
    case = accept(waiting=waiting, actor=make_staff()).case
    assert Report.objects.get(pk=case.pk).suspicion == ""


def test_one_click_blocks_the_sender_and_leaves_the_report_to_decide(screener, lamp, stored):
    waiting = submit_report(draft=make_draft(lamp, email=EMAIL), trap=True).waiting
    assert "Absender sperren" in text_of(screener.get(QUARANTINE))
    for _ in range(2):
        screener.post(f"{QUARANTINE}{waiting.token}/sperren/")
    assert Block.objects.get().until == clock.today() + timedelta(days=365)
    page = text_of(screener.get(QUARANTINE))
    assert "Absender sperren" not in page
    assert "Diese Adresse ist gesperrt" in page
    assert WaitingReport.objects.get().settled_at is None


def test_without_an_address_there_is_nobody_to_block(screener, lamp, stored):
    waiting = submit_report(draft=make_draft(lamp), trap=True).waiting
    assert "Absender sperren" not in text_of(screener.get(QUARANTINE))
    screener.post(f"{QUARANTINE}{waiting.token}/sperren/")
    assert not Block.objects.exists()


def test_an_address_stands_nowhere(screener, lamp):
    screener.post(LIST, entry_of(sort="ADDRESS", value=EMAIL, note="Beschimpft uns"))
    row = Block.objects.get()
    stored = " ".join(map(str, (row.value, row.digest, row.note))) + text_of(screener.get(LIST))
    stored += " ".join(str(entry.data) for entry in Entry.objects.all())
    assert "erika" not in stored.lower()
    assert "Beschimpft uns" in text_of(screener.get(LIST))
    assert Entry.objects.get(action="reports.blocked").data["sort"] == "ADDRESS"


def test_a_lifted_block_lets_reports_through_again(screener, lamp, stored):
    row = block_address()
    screener.post(f"{LIST}{row.pk}/aufheben/")
    assert not Block.objects.exists()
    assert send(lamp, email=EMAIL).case is not None
    assert screener.post(f"{LIST}{row.pk}/aufheben/").status_code == 404


def test_a_block_ends_by_itself(lamp, stored, time_machine):
    time_machine.move_to("2026-11-16 09:00+01:00", tick=False)
    block_address(until=date(2026, 11, 20))
    time_machine.move_to("2026-11-20 23:00+01:00", tick=False)
    assert expire_blocks() == 0
    assert send(lamp, email=EMAIL).case is None
    time_machine.move_to("2026-11-21 01:00+01:00", tick=False)
    assert send(lamp, email=EMAIL, text="Noch eine").case is not None
    assert expire_blocks() == 1
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"sort": "ADDRESS", "value": "keine adresse"},
        {"sort": "DOMAIN", "value": "example"},
        {"sort": "DOMAIN", "value": "a@example.org"},
        {"sort": "WORDS", "value": "..."},
        {"sort": "WORDS", "value": "der"},
        {"sort": "ANDERES", "value": "example.org"},
        {"sort": "WORDS", "value": ""},
        {"sort": "WORDS", "value": "x" * 201},
        {"sort": "WORDS", "value": "Werbung", "until": "2020-01-01"},
        {"sort": "WORDS", "value": "Werbung", "until": "2999-01-01"},
        {"sort": "WORDS", "value": "Werbung", "until": "unsinn"},
    ],
)
def test_nonsense_is_not_kept(screener, bad):
    assert screener.post(LIST, entry_of(**bad)).status_code == 422
    assert not Block.objects.exists()


def test_the_list_is_for_those_who_look(clerk, lamp):
    assert client_of(clerk).get(LIST).status_code == 403
    assert Client().get(LIST).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_list(screener, lamp, stored, django_assert_max_num_queries):
    for number in range(20):
        block(sort="WORDS", value=f"werbung {number}", actor=make_staff())
    for number in range(4):
        send(lamp, text=f"Werbung {number}", email=EMAIL)
    for page in (LIST, QUARANTINE):
        screener.get(page)
        with django_assert_max_num_queries(15):
            screener.get(page)


@pytest.mark.django_db(transaction=True)
def test_two_who_block_the_same_at_once_make_one_entry(lamp):
    def run(_number):
        try:
            return block_address()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(run, range(4)))
    assert len({row.pk for row in rows}) == 1


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_words_are_found_between_any_others(before, words, after):
    whole = f"{before} {words} {after}"
    assert says(whole, words) or not any(sign.isalnum() or sign == "_" for sign in words)


def test_a_word_within_another_is_not_meant():
    assert not says("Wir sind ungünstiger dran", "günstig")
    assert says("Sehr günstig!", "GÜNSTIG")


def test_a_tag_behind_a_plus_is_the_same_mailbox(settings):
    assert digests_of("anna+x@example.org") == digests_of(" ANNA@example.org ")
    assert digests_of("anna@example.org") != digests_of("anna@example.com")
    old = digests_of("anna@example.org")[0]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert old in digests_of("anna@example.org")
