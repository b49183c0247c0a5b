# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do in the journeys, in the words on the page. Each step ends when its page has come."""

import re
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import Error, expect

from nahdran.cases import access
from nahdran.cases.models import Case

LIGHT = "licht@stadt.example"
LEAD = "bauhof@stadt.example"
ADMIN = "admin@stadt.example"
TEXT = "Die Laterne vor dem Haus ist seit Montag dunkel."


def picture(colour="#557755", size=(900, 600)):
    """A photo for an upload field."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((300, 100, 340, 560), fill="#dddddd")
    out = BytesIO()
    image.save(out, "JPEG")
    return {"name": "laterne.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def wait_until(window, holds, seconds=20):
    for _ in range(seconds * 10):
        if holds():
            return
        window.wait_for_timeout(100)
    raise AssertionError("It did not happen.")


def wait_for(window, expression, seconds=20):
    """Until the expression is true on the page. Playwright's own ``wait_for_function`` takes a promise itself for a yes."""

    def holds():
        try:
            return window.evaluate(expression)
        except Error:  # another page comes just now
            return False

    wait_until(window, holds, seconds)


def heading(window, text):
    expect(window.get_by_role("heading", level=1, name=text)).to_be_visible()


def onward(window, to):
    window.get_by_role("button", name=f"Weiter: {to}").click()


def give_photo(window, *files):
    window.goto("/maengel/neu/")
    heading(window, "Haben Sie ein Foto?")
    if files:
        window.locator("input[type=file]").set_input_files(list(files))
    onward(window, "Ort")
    heading(window, "Wo ist der Schaden?")


def choose_address(window, typed="Hauptstraße 7"):
    """By the search while typing; takes the first that is offered and returns its label."""
    field = window.get_by_role("combobox", name="Straße und Hausnummer")
    field.press_sequentially(typed)
    first = window.get_by_role("option").first
    expect(first).to_be_visible()
    label = first.locator("span").first.inner_text()
    first.click()
    expect(window.locator("[data-picker-line]")).to_have_text(label)
    return label


def choose_kind(window, word="Laterne", kind="Straßenlampe dunkel"):
    heading(window, "Worum geht es?")
    window.get_by_role("searchbox").press_sequentially(word)
    window.get_by_role("radio", name=re.compile(f"^{kind}")).check()
    onward(window, "Angaben")
    heading(window, kind)


def fill_details(window, *, text=TEXT, email="", answers=None):
    for label, value in (answers or {}).items():
        asked = window.get_by_role("group", name=label)
        if asked.count():
            asked.get_by_role("radio", name=value).check()
        else:
            window.get_by_label(label).fill(value)
    window.get_by_label("Was ist los?").fill(text)
    if email:
        window.get_by_label("E-Mail-Adresse").fill(email)
    onward(window, "Prüfen")
    heading(window, "Stimmt alles so?")


def send(window):
    """Returns reference and code as the thank-you page shows them."""
    window.get_by_role("button", name="Meldung absenden").click()
    heading(window, "Danke für Ihre Meldung")
    return [entry.strip() for entry in window.locator("#danke .nd-ref").all_inner_texts()][:2]


def report(window, *, text=TEXT, email="", answers=None, **kind):
    """A whole report by the shortest way; returns reference and code."""
    give_photo(window)
    choose_address(window)
    onward(window, "Art")
    choose_kind(window, **kind)
    fill_details(window, text=text, email=email, answers=answers)
    return send(window)


def secret_link(reference):
    """The address that stands in the mails."""
    return access.link_of(Case.objects.select_related("access").get(reference=reference))


def write(window, text):
    """At the desk: answer, question or note, whichever is chosen."""
    window.get_by_label("Text", exact=True).fill(text)
    window.get_by_role("button", name=re.compile("(Senden|jetzt senden)$")).click()


def points(window):
    """The public map as text."""
    return window.request.get("/maengel/karte.geojson?stand=alle&bbox=5.8,47.2,15.1,55.1&zoom=14").text()
