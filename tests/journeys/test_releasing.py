# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A clerk works through the queue: a name and a face are taken out, with the pointer, by keyboard alone, and on a phone without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Attachment
from nahdran.files.operations import ingest
from nahdran.places.queries import town_view
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import NewReport, open_report
from tests.factories.files import upload
from tests.journeys.steps import LIGHT, picture
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUEUE = "/arbeitsplatz/maengel/freigabe/"
TEXT = "Die Lampe ist aus. Frau Mustermann, Telefon 02246 00000, hat es auch gesehen."


def send(text=TEXT, files=1):
    west, south, east, north = town_view().bounds
    lamp = Category.objects.select_related("group").get(key="lampe-flackert")
    photos = [ingest(upload=upload(picture()["buffer"])).file for _each in range(files)]
    new = NewReport(category=lamp, lon=(west + east) / 2, lat=(south + north) / 2, text=text, files=photos)
    return Report.objects.select_related("case").get(pk=open_report(new=new).case.pk)


def photo_of(report):
    return Attachment.objects.select_related("file").get(case=report.case).file


def test_through_the_queue_with_pointer_and_keyboard(town, staff, guest):
    first, second = send(), send("Sie flackert nur.", files=0)
    original = photo_of(first).pk
    luca = staff(LIGHT)
    luca.goto(QUEUE)
    expect(luca.get_by_text("2 Fundstellen")).to_be_visible()
    check(luca)
    _look(luca, "liste")
    luca.keyboard.press("ArrowDown")
    luca.keyboard.press("Enter")
    expect(luca.get_by_role("heading", name="Unterschied zum Original")).to_be_visible()
    check(luca)
    _look(luca, "text")
    luca.get_by_role("link", name="Schwärzen oder drehen Foto 1").click()
    _draw(luca)
    check(luca)
    _look(luca, "foto")
    luca.get_by_role("button", name="Einbrennen und Original löschen").click()
    expect(luca.get_by_text("das Original ist gelöscht")).to_be_visible()
    assert photo_of(first).pk != original
    luca.get_by_label("Text für die Öffentlichkeit").evaluate("field => field.setSelectionRange(4, 9)")
    luca.get_by_role("button", name="Markiertes ausblenden").click()
    luca.get_by_label("zeigen").check()
    luca.get_by_role("button", name="Freigeben und weiter").click()
    expect(luca.get_by_label("Text für die Öffentlichkeit")).to_have_value("Sie flackert nur.")
    luca.get_by_role("button", name="Freigeben und weiter").click()
    expect(luca.get_by_text("Alles ist entschieden")).to_be_visible()
    assert set(Report.objects.values_list("release", flat=True)) == {Release.RELEASED}
    guest.goto(f"/maengel/{first.case.reference}/")
    expect(guest.get_by_text("Die […] ist aus. […], Telefon […], hat es auch gesehen.")).to_be_visible()
    expect(guest.get_by_text("herausgenommen")).to_be_visible()
    check(guest)
    assert second.case.reference


def _draw(luca):
    """One block with the pointer, one by keyboard; the first is made larger."""
    luca.get_by_role("group", name="Foto mit den Flächen").scroll_into_view_if_needed()
    box = luca.locator(".nd-blocks__picture").bounding_box()
    luca.mouse.move(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2 - 60)
    luca.mouse.down()
    luca.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    luca.mouse.up()
    block = luca.get_by_role("button", name="Fläche 1")
    expect(block).to_be_focused()
    width = int(block.get_attribute("width"))
    luca.keyboard.press("Shift+ArrowRight")
    assert int(luca.get_by_role("button", name="Fläche 1").get_attribute("width")) > width
    luca.get_by_role("button", name="Fläche hinzufügen").click()
    expect(luca.get_by_role("button", name="Fläche 2")).to_be_focused()
    luca.keyboard.press("Delete")
    expect(luca.get_by_role("button", name="Fläche 2")).to_have_count(0)


def test_on_a_phone_without_scripts(town, staff):
    report = send()
    original = photo_of(report).pk
    luca = staff(LIGHT, scripts=False, width=360, height=740)
    luca.goto(QUEUE)
    _look(luca, "liste-360")
    luca.get_by_role("link", name="Prüfen und freigeben").click()
    _look(luca, "text-360")
    luca.get_by_role("link", name="Schwärzen oder drehen Foto 1").click()
    line = luca.get_by_role("group", name="Fläche 1")
    for name, value in (("von links", "300"), ("von oben", "100"), ("Breite", "80"), ("Höhe", "120")):
        line.get_by_label(name).fill(value)
    luca.get_by_role("button", name="Vorschau").click()
    expect(luca.locator("rect.nd-blocks__block")).to_have_count(1)
    _look(luca, "foto-360")
    luca.get_by_role("button", name="Einbrennen und Original löschen").click()
    expect(luca.get_by_text("das Original ist gelöscht")).to_be_visible()
    assert photo_of(report).pk != original
    luca.get_by_role("button", name="Freigeben und weiter").click()
    expect(luca.get_by_text("Alles ist entschieden")).to_be_visible()
    report.refresh_from_db()
    assert report.public_text == "Die Lampe ist aus. […], Telefon […], hat es auch gesehen."


def _look(window, name):
    """Pictures for whoever wants to see them: NAHDRAN_PICTURES names the folder."""
    if folder := os.environ.get("NAHDRAN_PICTURES"):
        window.screenshot(path=Path(folder) / f"freigabe-{name}.png", full_page=True)
