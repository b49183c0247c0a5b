# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first journey: somebody reports a dark lamp from a phone, a clerk asks back, the person answers, and everybody sees the end."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Case, ClockSegment
from nahdran.notices.models import Delivery
from tests.journeys.steps import (
    LIGHT,
    TEXT,
    choose_address,
    choose_kind,
    fill_details,
    give_photo,
    heading,
    onward,
    picture,
    points,
    secret_link,
    send,
    write,
)
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAIL = "erika@mustermann.example"


QUESTION = "Leuchtet die Lampe gar nicht, oder flackert sie?"
ANSWER = "Sie leuchtet gar nicht mehr."
REASON = "Wir haben das Leuchtmittel getauscht."


def test_a_report_from_start_to_answer(town, guest, staff):
    reference = _reported(guest)
    assert _mails(reference) == ["opened"]
    clerk = staff(LIGHT)
    _asked_back(clerk, reference)
    _answered(guest, reference)
    _closed(clerk, reference)
    _read_the_end(guest, reference)
    _released(clerk, guest, reference)


def _reported(guest):
    give_photo(guest, picture())
    check(guest)
    label = choose_address(guest)
    check(guest)
    onward(guest, "Art")
    check(guest)
    choose_kind(guest)
    check(guest)
    fill_details(guest, email=EMAIL, answers={"Welche Nummer steht auf dem Mast?": "L 4711"})
    for words in (label, "Straßenlampe dunkel", "L 4711", EMAIL):
        expect(guest.get_by_role("main")).to_contain_text(words)
    check(guest)
    reference, code = send(guest)
    check(guest)
    assert re.fullmatch(r"LOH-\d{4}-\d{6}-\w", reference)
    assert re.fullmatch(r"\w{4}-\w{4}", code)
    guest.get_by_role("link", name="Stand der Meldung ansehen").click()
    heading(guest, "Straßenlampe dunkel")
    check(guest)
    return reference


def _mails(reference):
    """The templates of the mails about this report, oldest first."""
    rows = Delivery.objects.filter(about=reference, address=EMAIL).order_by("pk")
    return [template.rsplit("/", 1)[-1] for template in rows.values_list("template", flat=True)]


def _asked_back(clerk, reference):
    clerk.goto("/arbeitsplatz/eingang/")
    check(clerk)
    clerk.get_by_role("link", name=re.compile("Straßenlampe dunkel")).click()
    heading(clerk, "Straßenlampe dunkel")
    check(clerk)
    clerk.get_by_role("button", name="Rückfrage", exact=True).click()
    expect(clerk.get_by_text("Die Frist ruht, bis eine Antwort da ist.").first).to_be_visible()
    write(clerk, QUESTION)
    expect(clerk.get_by_text("Ihre Rückfrage ist gesendet.")).to_be_visible()
    check(clerk)
    assert Case.objects.get(reference=reference).status == "ASKED"
    assert not _clock_runs(reference)
    assert _mails(reference) == ["opened", "question"]


def _clock_runs(reference):
    return ClockSegment.objects.get(case__reference=reference, until=None).running


def _answered(guest, reference):
    guest.context.clear_cookies()
    guest.goto(secret_link(reference))
    assert guest.url.endswith(f"/anliegen/{reference}/")
    expect(guest.get_by_role("main")).to_contain_text(QUESTION)
    check(guest)
    guest.get_by_label("Ihre Antwort").fill(ANSWER)
    guest.get_by_role("button", name="Antwort senden").click()
    expect(guest.get_by_text("Ihre Nachricht ist angekommen.")).to_be_visible()
    check(guest)
    assert _clock_runs(reference)


def _closed(clerk, reference):
    clerk.goto(f"/arbeitsplatz/vorgang/{reference}/")
    expect(clerk.get_by_role("main")).to_contain_text(ANSWER)
    check(clerk)
    clerk.get_by_role("link", name="Erledigt melden").click()
    dialog = clerk.get_by_role("dialog")
    dialog.get_by_label("Was hat die Stadt getan oder entschieden?").fill(REASON)
    check(clerk)
    dialog.get_by_role("button", name="Erledigt melden").click()
    expect(clerk.get_by_text("Der Vorgang ist abgeschlossen: Erledigt.")).to_be_visible()
    check(clerk)
    assert _mails(reference) == ["opened", "question", "status"]


def _read_the_end(guest, reference):
    guest.goto(f"/anliegen/{reference}/")
    expect(guest.get_by_role("main")).to_contain_text(REASON)
    check(guest)


def _released(clerk, guest, reference):
    """Kind and place of a lamp are public at once, its text only when somebody has read it."""
    guest.goto(f"/maengel/{reference}/")
    expect(guest.get_by_role("main")).not_to_contain_text(TEXT)
    clerk.goto(f"/arbeitsplatz/vorgang/{reference}/")
    clerk.get_by_role("link", name="Text und Fotos ändern").click()
    check(clerk)
    clerk.get_by_role("textbox").last.fill(TEXT)
    clerk.get_by_role("checkbox", name="zeigen").check()
    clerk.get_by_role("button", name="Öffentlich zeigen").click()
    heading(clerk, "Straßenlampe dunkel")
    guest.goto("/maengel/?stand=alle")
    check(guest)
    guest.get_by_role("link", name=re.compile("Straßenlampe dunkel")).first.click()
    expect(guest.get_by_role("main")).to_contain_text(TEXT)
    expect(guest.get_by_role("main")).not_to_contain_text(EMAIL)
    check(guest)
    assert reference in points(guest)


def test_the_place_is_shown_on_the_map_by_keys_alone(town, windows):
    window = windows(width=360, height=740, drawn=True)
    give_photo(window)
    expect(window.locator('[data-map="gl"]')).to_be_attached(timeout=60_000)
    window.locator("[data-map-surface]").focus()
    window.keyboard.press("ArrowRight")
    expect(window.locator("[data-picker-note]")).to_contain_text("Hier ist die Stadt zuständig.")
    window.keyboard.press("Enter")
    expect(window.locator("[data-picker-source]")).to_have_value("map")
    check(window)
    onward(window, "Art")
    heading(window, "Worum geht es?")
