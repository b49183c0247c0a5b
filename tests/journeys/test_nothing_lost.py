# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong in the middle: outside the town, sessions that end, forms sent twice, and numbers of other people."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Case, Message
from nahdran.kit.ids import format_reference
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
    report,
    secret_link,
)
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BERLIN = {"longitude": 13.4, "latitude": 52.5, "accuracy": 10}


def test_outside_the_town_the_way_onward_is_said_and_nothing_is_lost(town, windows):
    window = windows(width=360, height=740, geolocation=BERLIN, permissions=["geolocation"])
    give_photo(window, picture())
    window.get_by_role("button", name="Mein Standort").click()
    expect(window.locator("[data-picker-notice]")).to_contain_text("nicht in Lohmar")
    check(window)
    window.evaluate(
        """() => {
            for (const [part, value] of Object.entries({ lon: "7.6", lat: "50.84", source: "map", state: "chosen" }))
                document.querySelector(`[data-picker-${part}]`).value = value;
        }"""
    )
    window.get_by_label("Genauer, wenn Sie mögen").fill("am Waldrand")
    onward(window, "Art")
    expect(window.get_by_text("außerhalb von Lohmar").first).to_be_visible()
    expect(window.get_by_role("main")).to_contain_text("115")
    expect(window.get_by_label("Genauer, wenn Sie mögen")).to_have_value("am Waldrand")
    check(window)
    window.get_by_role("combobox").fill("")
    choose_address(window)
    onward(window, "Art")
    choose_kind(window)
    fill_details(window)
    expect(window.locator("main img[src*='/maengel/neu/foto/']")).to_have_count(1)
    expect(window.get_by_role("main")).to_contain_text("am Waldrand")


def test_all_cookies_gone_in_the_middle_and_the_text_is_still_there(town, guest):
    give_photo(guest)
    choose_address(guest)
    onward(guest, "Art")
    choose_kind(guest)
    guest.get_by_label("Was ist los?").fill(TEXT)
    guest.context.clear_cookies()
    onward(guest, "Prüfen")
    heading(guest, "Stimmt alles so?")
    expect(guest.get_by_role("main")).to_contain_text(TEXT)
    check(guest)


def test_sent_twice_by_going_back_it_is_one_case(town, windows):
    window = windows(width=360, height=740)
    give_photo(window)
    choose_address(window)
    onward(window, "Art")
    choose_kind(window)
    fill_details(window)
    form = window.locator("form[action='/maengel/neu/pruefen/']")
    data = {
        field: form.locator(f"[name={field}]").input_value() for field in ("csrfmiddlewaretoken", "entwurf", "website")
    }
    headers = {"Origin": window.url.split("/maengel")[0]}
    answers = [window.request.post("/maengel/neu/pruefen/", form=data, headers=headers) for _ in range(2)]
    window.get_by_role("button", name="Meldung absenden").click()
    heading(window, "Danke für Ihre Meldung")
    assert {answer.url for answer in answers} == {window.url}
    assert Case.objects.count() == 1


def test_a_sign_in_that_ended_at_the_desk_keeps_the_answer(town, guest, staff):
    reference, _code = report(guest)
    clerk = staff(LIGHT)
    clerk.goto(f"/arbeitsplatz/vorgang/{reference}/")
    clerk.get_by_label("Text", exact=True).fill("Wir kommen am Mittwoch.")
    kept = clerk.context.cookies()
    clerk.context.clear_cookies()
    clerk.get_by_role("button", name="Senden").click()
    expect(clerk.get_by_text("noch auf dieser Seite").first).to_be_visible()
    assert "Wir kommen am Mittwoch." in clerk.content()
    check(clerk)
    assert not Message.objects.filter(direction="OUT").exists()
    clerk.context.clear_cookies()
    clerk.context.add_cookies([cookie for cookie in kept if "session" in cookie["name"]])
    clerk.get_by_role("button", name=re.compile("senden", re.IGNORECASE)).click()
    _once_more_if_asked(clerk)
    expect(clerk.get_by_text("Ihre Antwort ist gesendet.")).to_be_visible()
    assert Message.objects.get(direction="OUT").text == "Wir kommen am Mittwoch."


def _once_more_if_asked(window):
    """A new sign-in brings a new token, so the page may ask to send once more."""
    button = window.get_by_role("button", name=re.compile("(Noch einmal|Erneut).*senden", re.IGNORECASE))
    if button.count():
        button.click()


def test_an_answer_of_somebody_whose_access_ended_waits_for_the_code(town, guest):
    reference, code = report(guest)
    guest.goto(f"/anliegen/{reference}/")
    guest.get_by_label("Ihre Antwort").fill("Der Mast ist schief.")
    session = next(cookie["name"] for cookie in guest.context.cookies() if "session" in cookie["name"])
    guest.context.clear_cookies(name=session)
    guest.get_by_role("button", name="Antwort senden").click()
    expect(guest.get_by_text("Was Sie geschrieben haben, ist noch da")).to_be_visible()
    check(guest)
    guest.get_by_label("Code").fill(code)
    guest.get_by_role("button", name="Stand ansehen").click()
    expect(guest.get_by_label("Ihre Antwort")).to_have_value("Der Mast ist schief.")


def test_numbers_codes_and_links_of_others_open_nothing(town, guest, windows):
    reference, code = report(
        guest, word="Öl", kind="Fahrbahn verschmutzt", answers={"Kann sich dort jemand verletzen?": "Nein"}
    )
    other, other_code = report(windows(width=360, height=740))
    stranger = windows(width=360, height=740)
    said = set()
    for number, typed in (
        (reference, other_code),
        (format_reference("LOH", 2026, 999_999), code),
        (other, "AAAA-AAAA"),
    ):
        stranger.goto("/anliegen/")
        stranger.get_by_label("Vorgangsnummer").fill(number)
        stranger.get_by_label("Code").fill(typed)
        stranger.get_by_role("button", name="Stand ansehen").click()
        said.add(stranger.get_by_role("alert").first.inner_text())
        check(stranger)
    assert len(said) == 1
    link = secret_link(reference)
    for path in (
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        link.replace(reference, other),
        f"/maengel/neu/danke/{reference}/",
        f"/maengel/{reference}/",
    ):
        answer = stranger.goto(path)
        assert answer.status == 404, path
        assert TEXT not in stranger.content()
    stranger.goto("/maengel/?stand=alle")
    assert reference not in stranger.content()
    assert reference not in points(stranger)
    assert other in points(stranger)
    stranger.goto(f"/anliegen/{reference}/")
    assert stranger.url.endswith(f"/anliegen/?nummer={reference}")
