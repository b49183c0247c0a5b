# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where an address is needed, a report waits until its person has confirmed it: held from everybody, opened once, gone by itself."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import translation

from nahdran.cases.enums import Channel
from nahdran.cases.models import Attachment, Case, Party
from nahdran.cases.operations import NewParty
from nahdran.files.models import StoredFile
from nahdran.notices.models import Delivery
from nahdran.reports.confirmation import confirm_link, is_proof
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.enums import BlockSort, WaitsFor
from nahdran.reports.models import DraftPhoto, IntakeSettings, Report, ReportDraft, WaitingReport
from nahdran.reports.operations import (
    AlreadySent,
    EmailNeeded,
    NewReport,
    NoLongerWaiting,
    OutsideTown,
    block,
    confirm,
    expire_drafts,
    expire_waiting,
    keep_step,
    mail_again,
    remind_waiting,
    submit,
    submit_report,
    take_back,
)
from nahdran.reports.operations.waiting import MOST_MAILS
from tests.factories.accounts import client_of, make_citizen, make_staff
from tests.factories.reports import INSIDE, OUTSIDE, make_category, make_draft

EMAIL = "erika.mustermann@example.org"
DAY = 86400


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def noise(lighting, stored, clock):
    return make_category("Lärm", key="laerm", group=lighting, contact_required=True)


def new_report(category, **fields):
    party = NewParty(name="Erika Mustermann", email=fields.pop("email", EMAIL), language="en")
    values = {"lon": INSIDE[0], "lat": INSIDE[1], "text": "Jede Nacht um drei.", "party": party}
    return NewReport(category=category, **{**values, **fields})


def send_draft(category, **data):
    return submit_report(draft=make_draft(category, email=EMAIL, **data))


def browser_with(draft):
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    return client


def path_in(mail):
    return re.search(r"https?://[^/]+(/maengel/bestaetigen/\S+)", mail.text)[1]


def test_a_report_whose_kind_needs_an_address_is_no_case_yet(noise):
    sent = send_draft(noise)

    assert sent.case is None
    assert sent.token == WaitingReport.objects.get().token
    assert not Case.objects.exists()
    assert not Report.objects.exists()


def test_the_mail_that_asks_holds_nothing_of_what_was_typed(noise):
    send_draft(noise, name="Casino gewinnen", text="Besuchen Sie uns")

    mail = Delivery.objects.get()

    assert mail.address == EMAIL
    assert mail.is_secret
    assert "Lärm" in mail.text
    assert "Casino" not in mail.text + mail.html
    assert "Besuchen" not in mail.text + mail.html


def test_the_confirmation_opens_the_case_with_everything_in_it(noise, photo):
    sent = submit(new=new_report(noise, files=[photo()], place_note="im Hof"), key="open311:1", channel=Channel.API)

    case = confirm(token=sent.token).case

    report = Report.objects.get(pk=case.pk)
    party = Party.objects.get(case=case)
    assert (case.channel, report.description, report.place_note) == (Channel.API, "Jede Nacht um drei.", "im Hof")
    assert (party.name, party.email, party.language) == ("Erika Mustermann", EMAIL, "en")
    assert Attachment.objects.filter(case=case).count() == 1
    assert StoredFile.objects.get().keep_until is None
    assert ReportDraft.objects.get().data == {}


def test_confirmed_twice_it_stays_one_case(noise):
    token = send_draft(noise).token

    first, second = confirm(token=token), confirm(token=token)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.case == second.case


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_open_one_case(noise):
    token = send_draft(noise).token
    start = Barrier(2)

    def click():
        try:
            start.wait()
            return confirm(token=token)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in [pool.submit(click), pool.submit(click)]]

    assert {result.is_new for result in results} == {True, False}
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_waits_once(noise):
    start = Barrier(2)

    def send():
        try:
            start.wait()
            return submit(new=new_report(noise), key="offline:abc")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in [pool.submit(send), pool.submit(send)]]

    assert {result.is_new for result in results} == {True, False}
    assert results[0].token == results[1].token
    assert Delivery.objects.count() == 1


def test_the_same_key_finds_the_case_long_after_what_waited_is_forgotten(noise, clock):
    case = confirm(token=submit(new=new_report(noise), key="open311:2").token).case
    clock.shift(30 * DAY)
    expire_drafts()
    assert not WaitingReport.objects.exists()

    again = submit(new=new_report(noise), key="open311:2")

    assert (again.case, again.waiting, again.is_new) == (case, None, False)


def test_without_need_the_case_opens_at_once(lamp, stored):
    sent = submit(new=new_report(lamp), key="open311:3")

    assert sent.case == Case.objects.get()
    assert sent.token is None


def test_a_confirmation_can_be_asked_for_where_the_kind_needs_none(lamp, stored):
    assert submit(new=new_report(lamp), key="open311:4", confirm=True).case is None


def test_who_is_known_confirms_nothing(noise):
    citizen, clerk = make_citizen(), make_staff()
    known = new_report(noise, party=NewParty(account=citizen))

    assert submit(new=known, key="a:1").case
    assert submit(new=new_report(noise), key="a:2", actor=clerk, channel=Channel.PHONE).case
    assert submit(new=new_report(noise), key="a:3", proven=True).case


def test_what_would_be_refused_later_is_refused_at_once(noise):
    with pytest.raises(EmailNeeded):
        submit(new=new_report(noise, email=""), key="b:1")
    with pytest.raises(OutsideTown):
        submit(new=new_report(noise, lon=OUTSIDE[0], lat=OUTSIDE[1]), key="b:2")
    assert not WaitingReport.objects.exists()


def test_what_waits_cannot_be_changed(noise):
    draft = make_draft(noise, email=EMAIL)
    submit_report(draft=draft)

    with pytest.raises(AlreadySent):
        keep_step(draft=draft, values={"text": "anders"})


def test_sent_again_it_waits_once_and_asks_once(noise):
    draft = make_draft(noise, email=EMAIL)

    first, second = submit_report(draft=draft), submit_report(draft=draft)

    assert first.token == second.token
    assert (first.is_new, second.is_new) == (True, False)
    assert Delivery.objects.count() == 1


def test_taken_back_it_can_be_changed_and_the_old_link_is_dead(noise):
    sent = send_draft(noise)
    old = path_in(Delivery.objects.get())

    draft = take_back(token=sent.token)
    keep_step(draft=draft, values={"email": "erika@example.org"})
    again = submit_report(draft=draft)

    assert Client().get(old).status_code == 404
    assert again.case is None
    assert Delivery.objects.latest("pk").address == "erika@example.org"


def test_the_mail_goes_again_but_not_without_end(noise):
    token = send_draft(noise).token

    tries = [mail_again(token=token) for _ in range(MOST_MAILS + 1)]

    assert tries == [True] * (MOST_MAILS - 1) + [False] * 2
    assert Delivery.objects.count() == MOST_MAILS


def test_one_reminder_comes_and_no_second(noise, clock):
    send_draft(noise)
    assert remind_waiting() == 0
    clock.shift(2 * DAY + 60)

    assert remind_waiting() == 1
    assert remind_waiting() == 0
    assert "Erinnerung" in Delivery.objects.latest("pk").subject


def test_a_town_may_do_without_the_reminder(noise, clock):
    IntakeSettings.objects.create(remind_days=0)
    send_draft(noise)
    clock.shift(6 * DAY)

    assert remind_waiting() == 0


def test_unconfirmed_it_goes_by_itself_with_its_photos(noise, photo, clock):
    draft = make_draft(noise, email=EMAIL)
    DraftPhoto.objects.create(draft=draft, file=photo())
    token = submit_report(draft=draft).token
    clock.shift(7 * DAY - 60)
    assert expire_waiting() == 0
    assert expire_drafts() == 0
    clock.shift(120)

    assert expire_waiting() == 1

    assert not ReportDraft.objects.exists()
    assert not StoredFile.objects.exists()
    with pytest.raises(NoLongerWaiting):
        confirm(token=token)


def test_what_was_confirmed_does_not_expire_as_unconfirmed(noise, clock):
    confirm(token=send_draft(noise).token)
    clock.shift(8 * DAY)

    assert expire_waiting() == 0
    assert Case.objects.count() == 1


def test_the_proof_belongs_to_one_report(noise):
    send_draft(noise)
    send_draft(noise)
    one, other = WaitingReport.objects.select_related("draft").order_by("began_at")

    proof = confirm_link(one).rstrip("/").rpartition("/")[2]

    assert is_proof(one, proof)
    assert not is_proof(other, proof)


def test_from_the_form_over_the_mail_to_the_number(noise):
    client = browser_with(make_draft(noise, email=EMAIL))

    page = client.post("/maengel/neu/pruefen/", follow=True)

    assert "Bitte bestätigen Sie Ihre Meldung" in page.content.decode()
    assert EMAIL in page.content.decode()
    link = path_in(Delivery.objects.get())
    other_device = Client()
    shown = other_device.get(link)
    assert "Ist das Ihre Meldung?" in shown.content.decode()
    assert not Case.objects.exists(), "opening the link confirms nothing"

    thanks = other_device.post(link, follow=True)

    case = Case.objects.get()
    assert case.reference in thanks.content.decode()
    assert other_device.get(f"/anliegen/{case.reference}/").status_code == 200
    # The browser that sent it comes to the number by itself.
    assert case.reference in client.get(page.redirect_chain[-1][0], follow=True).content.decode()


def test_others_who_know_the_address_of_the_page_can_do_nothing(noise):
    draft = make_draft(noise, email=EMAIL)
    token = submit_report(draft=draft).token
    stranger = Client()

    page = stranger.get(f"/maengel/neu/wartet/{token}/").content.decode()
    stranger.post(f"/maengel/neu/wartet/{token}/", {"aendern": "1"})

    assert EMAIL not in page
    assert "e…@e….org" in page
    assert WaitingReport.objects.get().settled_at is None
    assert stranger.get(f"/maengel/bestaetigen/{token}/{'0' * 40}/").status_code == 404


def test_after_the_confirmation_a_stranger_reads_the_number_and_no_more(noise):
    token = send_draft(noise).token
    case = confirm(token=token).case
    stranger = Client()

    page = stranger.get(f"/maengel/neu/wartet/{token}/")

    assert case.reference in page.content.decode()
    assert stranger.get(f"/anliegen/{case.reference}/").status_code == 302


def test_a_mistyped_address_is_corrected_from_the_page(noise):
    draft = make_draft(noise, email="erika@exmaple.org")
    token = submit_report(draft=draft).token
    client = browser_with(draft)

    answer = client.post(f"/maengel/neu/wartet/{token}/", {"aendern": "1"}, follow=True)

    assert "Sie können Ihre Meldung wieder ändern" in answer.content.decode()
    assert "erika@exmaple.org" in answer.content.decode()


def test_a_citizen_with_an_account_gets_the_number_at_once(noise):
    draft = make_draft(noise, email=EMAIL)
    citizen = make_citizen()
    client = client_of(citizen)
    client.cookies[COOKIE] = token_of(draft)

    page = client.post("/maengel/neu/pruefen/", follow=True)

    case = Case.objects.get()
    assert case.reference in page.content.decode()
    assert case.reference in client.get("/konto/", follow=True).content.decode()


def test_what_the_town_has_blocked_meanwhile_waits_for_a_look_when_it_is_confirmed(noise, client):
    waiting = WaitingReport.objects.get(token=send_draft(noise).token)
    block(sort=BlockSort.ADDRESS, value=waiting.draft.data["email"], actor=None)
    link = confirm_link(waiting)
    for _ in range(2):
        page = client.post(link).content.decode()
        assert "Ihre Meldung ist bei uns" in page
    waiting.refresh_from_db()
    assert waiting.waits_for == WaitsFor.LOOK
    assert waiting.expires_at is None
    assert "blocked_sender" in waiting.draft.data["suspicion"]
    assert not Case.objects.exists()
