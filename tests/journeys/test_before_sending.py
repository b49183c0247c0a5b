# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything between opening the form and having a report: suggestions, warnings, what is alike, who else answers, and the click in the mail."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nahdran.cases.models import Case
from nahdran.notices.models import Delivery
from nahdran.reports import kept
from nahdran.reports.enums import BodyDoes
from nahdran.reports.models import (
    Body,
    Category,
    Follower,
    HandOver,
    IntakeSettings,
    Report,
    ReportDraft,
    Situation,
    WaitingReport,
)
from nahdran.reports.operations import NewReport, open_report, release, save_body, seed_situations
from tests.journeys.steps import ADMIN, TEXT, choose_address, fill_details, give_photo, heading, onward
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAIL = "erika.mustermann@example.org"
STREET = "Hauptstraße 7"


def lamp():
    return Category.objects.select_related("group").get(key="lampe-dunkel")


def reported_already():
    """A public report of a dark lamp where the draft of this journey has its place."""
    place = ReportDraft.objects.get().data["place"]
    new = NewReport(category=lamp(), lon=place["lon"], lat=place["lat"], text="Dunkel seit Freitag.")
    case = open_report(new=new).case
    report = Report.objects.select_related("case", "category__group", "district").get(pk=case.pk)
    release(report=report, public_text="Vor dem Haus ist es seit Freitag dunkel.", photos=[], actor=None)
    return case


def to_the_kind(window):
    give_photo(window)
    choose_address(window, STREET)
    onward(window, "Art")
    heading(window, "Worum geht es?")


def take_lamp(window):
    window.get_by_role("searchbox").press_sequentially("Laterne")
    window.get_by_role("radio", name=re.compile("^Straßenlampe dunkel")).last.check()
    onward(window, "Angaben")


def link_of(template, part):
    text = Delivery.objects.filter(template=template).latest("pk").text
    return re.search(rf"https?://[^/]+(/maengel/{part}/\S+)", text)[1]


def test_what_is_described_suggests_a_kind_and_names_what_is_private(town, guest):
    to_the_kind(guest)
    field = guest.get_by_label("Beschreiben Sie kurz, was ist")
    field.fill("Die Laterne vor dem Haus ist dunkel.")
    suggested = guest.get_by_role("group", name="Passt eine davon?")
    expect(suggested.get_by_role("radio", name=re.compile("Straßenlampe dunkel"))).to_be_visible()
    check(guest)
    field.fill("Die Laterne ist dunkel. Rufen Sie mich an: 0171 2345678")
    expect(guest.get_by_text("Telefonnummer: 0171 2345678")).to_be_visible()
    check(guest)
    suggested.get_by_role("radio", name=re.compile("Straßenlampe dunkel")).check()
    onward(guest, "Angaben")

    heading(guest, "Straßenlampe dunkel")
    expect(guest.get_by_label("Was ist los?")).to_have_value(re.compile("0171 2345678"))
    expect(guest.get_by_text("Telefonnummer: 0171 2345678")).to_be_visible()
    guest.get_by_label("Was ist los?").fill(TEXT)
    expect(guest.get_by_text("Telefonnummer: 0171 2345678")).to_be_hidden()
    check(guest)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_reported_already_can_be_followed_instead(town, windows, scripts):
    window = windows(width=360, height=740, scripts=scripts)
    if scripts:
        to_the_kind(window)
        known = reported_already()
        take_lamp(window)
        check(window)
    else:
        _without_scripts_to_the_kind(window)
        known = reported_already()
        _without_scripts_take_lamp(window)
    heading(window, "Ist es vielleicht das?")
    expect(window.get_by_role("main")).to_contain_text("Vor dem Haus ist es seit Freitag dunkel.")
    window.get_by_role("link", name="Das ist es").click()
    heading(window, "Ich möchte informiert werden")
    if scripts:
        check(window)
    window.get_by_label("E-Mail-Adresse").fill(EMAIL)
    window.get_by_role("button", name="Informiert werden").click()
    expect(window.get_by_role("main")).to_contain_text(EMAIL)

    window.goto(link_of("reports/follow_confirm", "folgen"))
    window.get_by_role("button", name="Ja, bitte informieren").click()
    heading(window, "Wir halten Sie auf dem Laufenden")
    if scripts:
        check(window)

    assert Follower.objects.get().confirmed_at is not None
    assert Case.objects.get() == known


def _without_scripts_to_the_kind(window):
    window.goto("/maengel/neu/ort/")
    window.get_by_role("textbox", name="Straße und Hausnummer").fill(STREET)
    window.get_by_role("button", name="Adresse suchen").click()
    window.get_by_role("radio").first.check()
    onward(window, "Art")
    heading(window, "Worum geht es?")


def _without_scripts_take_lamp(window):
    window.get_by_label("Beschreiben Sie kurz, was ist").fill("Die Laterne ist dunkel.")
    window.get_by_role("button", name="Arten vorschlagen").click()
    suggested = window.get_by_role("group", name="Passt eine davon?")
    suggested.get_by_role("radio", name=re.compile("Straßenlampe dunkel")).check()
    onward(window, "Angaben")


def test_something_else_goes_on(town, guest):
    to_the_kind(guest)
    reported_already()
    take_lamp(guest)
    guest.get_by_role("button", name="Etwas anderes melden").click()

    heading(guest, "Straßenlampe dunkel")


def test_where_an_address_is_needed_the_click_in_the_mail_makes_the_report(town, guest, windows):
    Category.objects.filter(key="lampe-dunkel").update(contact_required=True)
    to_the_kind(guest)
    take_lamp(guest)
    fill_details(guest, email=EMAIL)
    check(guest)
    guest.get_by_role("button", name="Meldung absenden").click()
    heading(guest, "Bitte bestätigen Sie Ihre Meldung")
    check(guest)
    assert not Case.objects.exists()

    elsewhere = windows()
    elsewhere.goto(link_of("reports/confirm", "bestaetigen"))
    heading(elsewhere, "Ist das Ihre Meldung?")
    check(elsewhere)
    assert not Case.objects.exists()
    elsewhere.get_by_role("button", name="Ja, Meldung bestätigen").click()
    heading(elsewhere, "Danke für Ihre Meldung")
    guest.reload()

    heading(guest, "Danke für Ihre Meldung")
    expect(guest.locator("#danke")).to_contain_text(Case.objects.get().reference)


def test_somebody_else_answers_and_the_town_passes_it_on(town, guest, windows):
    body = Body(
        name="Stromwerk",
        explanation="Die Laternen in dieser Straße gehören dem Stromwerk.",
        email="stoerung@stromwerk.example",
        phone="0800 12345",
        does=BodyDoes.HAND_OVER,
    )
    save_body(body=body, sets={"groups": [lamp().group]}, actor=None)
    to_the_kind(guest)
    take_lamp(guest)
    heading(guest, "Dafür ist zuständig: Stromwerk")
    check(guest)
    guest.get_by_label(re.compile("dürfen mitgegeben werden")).check()
    guest.get_by_role("button", name="Hier melden und weitergeben lassen").click()
    fill_details(guest, email=EMAIL)
    expect(guest.get_by_role("main")).to_contain_text("Wir geben weiter an")
    check(guest)
    guest.get_by_role("button", name="Meldung absenden").click()
    heading(guest, "Danke für Ihre Meldung")

    assert HandOver.objects.get().shares_contact
    there = windows()
    there.goto(link_of("reports/hand_over", "weitergabe"))
    expect(there.get_by_role("main")).to_contain_text(TEXT)
    expect(there.get_by_role("main")).to_contain_text(EMAIL)
    check(there)


def test_a_doubtful_report_proves_itself_and_goes_by_itself(town, guest):
    """The browser does its sum in the background; nobody has to click again."""
    to_the_kind(guest)
    take_lamp(guest)
    fill_details(guest, text="Siehe https://a.example und https://b.example und www.c.example")
    guest.get_by_role("button", name="Meldung absenden").click()

    heading(guest, "Danke für Ihre Meldung")
    assert Case.objects.count() == 1


def test_a_situation_is_switched_on_seen_and_over(town, staff, guest):
    seed_situations()
    admin = staff(ADMIN)
    admin.goto("/arbeitsplatz/einstellungen/maengel/lagen/")
    check(admin)
    admin.get_by_role("article", name="Unwetter und Sturm").get_by_role("button", name="Einschalten").click()
    expect(admin.get_by_role("article", name="Unwetter und Sturm")).to_contain_text("eingeschaltet")
    check(admin)
    guest.goto("/maengel/")
    notice = guest.get_by_role("region", name="Unwetter und Sturm")
    expect(notice).to_contain_text("112")
    notice.get_by_text("In Leichter Sprache").click()
    check(guest)
    to_the_kind(guest)
    expect(guest.locator("details[open] summary").first).to_contain_text("Unwetter und Sturm")
    check(guest)
    Situation.objects.update(active_until=timezone.now() - timedelta(minutes=1))
    kept.forget()

    guest.goto("/maengel/")

    expect(guest.get_by_role("region", name="Unwetter und Sturm")).to_have_count(0)


def test_what_looks_like_a_robot_waits_at_the_desk(town, staff, guest):
    to_the_kind(guest)
    take_lamp(guest)
    fill_details(guest, email=EMAIL)
    guest.evaluate("document.querySelector('form[action$=\"/pruefen/\"] [name=website]').value = 'x'")
    guest.get_by_role("button", name="Meldung absenden").click()
    heading(guest, "Ihre Meldung ist bei uns")
    check(guest)
    assert WaitingReport.objects.count() == 1
    kept.forget()

    desk = staff(ADMIN)
    desk.goto("/arbeitsplatz/verdacht/")
    expect(desk.get_by_role("main")).to_contain_text(TEXT)
    check(desk)
    desk.get_by_role("button", name="Annehmen").click()
    expect(desk.get_by_role("main")).to_contain_text(TEXT)
    guest.reload()

    heading(guest, "Danke für Ihre Meldung")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", ["andere/", "andere/neu/", "aufnahme/", "vorschlaege/", "lagen/", "lagen/neu/"])
def test_the_pages_of_the_settings_are_whole(town, staff, page, width):
    IntakeSettings.objects.create()
    admin = staff(ADMIN, width=width)
    admin.goto(f"/arbeitsplatz/einstellungen/maengel/{page}")

    check(admin)


def test_bodies_come_from_the_map(town, staff):
    admin = staff(ADMIN)
    admin.goto("/arbeitsplatz/einstellungen/maengel/andere/")
    admin.get_by_role("button", name="Aus der Karte vorschlagen").click()
    expect(admin.get_by_role("main")).to_contain_text("Autobahn GmbH des Bundes")
    check(admin)
    admin.get_by_role("link", name="Autobahn GmbH des Bundes").click()
    admin.get_by_label("in Gebrauch").check()
    admin.get_by_role("button", name="Speichern", exact=True).click()

    assert Body.objects.get(course_kind="motorway").is_active


def test_the_suggestions_can_be_tried(town, staff):
    admin = staff(ADMIN)
    admin.goto("/arbeitsplatz/einstellungen/maengel/vorschlaege/")
    admin.get_by_label("Text zum Ausprobieren").fill("Die Laterne ist dunkel")
    admin.get_by_role("button", name="Vorschlagen").click()

    expect(admin.get_by_role("main")).to_contain_text("Straßenlampe dunkel")
    check(admin)
