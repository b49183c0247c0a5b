# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same report in a browser without JavaScript, with what goes wrong on the way."""

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Attachment, Case
from tests.journeys.steps import TEXT, heading, onward, picture, secret_link, send

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = ("Die Laterne ist dunkel. " * 900)[:20_000]


def test_a_report_and_its_answer_without_javascript(town, windows):
    window = windows(width=360, height=740, scripts=False)
    _photos(window)
    _place(window)
    _kind(window)
    _details(window)
    reference, _code = send(window)
    assert Attachment.objects.filter(case__reference=reference).count() == 1
    window.context.clear_cookies()
    window.goto(secret_link(reference))
    window.get_by_label("Ihre Antwort").fill("Der Mast ist auch schief.")
    window.get_by_role("button", name="Antwort senden").click()
    expect(window.get_by_text("Ihre Nachricht ist angekommen.")).to_be_visible()
    expect(window.get_by_role("main")).to_contain_text("Der Mast ist auch schief.")


def _photos(window):
    """One good picture and one that is none: the good one stays."""
    window.goto("/maengel/neu/")
    bad = {"name": "notiz.jpg", "mimeType": "image/jpeg", "buffer": b"Das ist kein Bild."}
    window.locator("input[type=file]").set_input_files([picture(), bad])
    onward(window, "Ort")
    heading(window, "Haben Sie ein Foto?")
    expect(window.get_by_role("main")).to_contain_text("notiz.jpg")
    expect(window.get_by_role("main")).to_contain_text("1 Bild ist gespeichert")
    onward(window, "Ort")


def _place(window):
    heading(window, "Wo ist der Schaden?")
    window.get_by_role("textbox", name="Straße und Hausnummer").fill("Hauptstraße")
    window.get_by_label("Genauer, wenn Sie mögen").fill("vor der Bäckerei")
    window.get_by_role("button", name="Adresse suchen").click()
    window.get_by_role("radio").first.check()
    expect(window.get_by_label("Genauer, wenn Sie mögen")).to_have_value("vor der Bäckerei")
    onward(window, "Art")


def _kind(window):
    heading(window, "Worum geht es?")
    window.get_by_role("searchbox").fill("Laterne")
    window.get_by_role("button", name="Suchen").click()
    window.get_by_role("group", name="Passt eine davon?").get_by_role("radio", name="Straßenlampe dunkel").check()
    onward(window, "Angaben")


def _details(window):
    """A text of 20,000 signs comes back whole, with what else was typed."""
    window.get_by_label("Welche Nummer steht auf dem Mast?").fill("L 4711")
    window.get_by_label("Was ist los?").fill(LONG)
    window.get_by_role("textbox", name="Name").fill("Erika Mustermann")
    onward(window, "Prüfen")
    expect(window.get_by_text("Bitte kürzen Sie ihn").first).to_be_visible()
    assert window.get_by_label("Was ist los?").input_value().strip() == LONG.strip()
    expect(window.get_by_label("Welche Nummer steht auf dem Mast?")).to_have_value("L 4711")
    window.get_by_label("Was ist los?").fill(TEXT)
    onward(window, "Prüfen")
    heading(window, "Stimmt alles so?")
    for words in (TEXT, "L 4711", "Erika Mustermann", "vor der Bäckerei"):
        expect(window.get_by_role("main")).to_contain_text(words)
    assert not Case.objects.exists()
