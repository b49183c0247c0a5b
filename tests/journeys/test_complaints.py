# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A neighbour says that a public report names her; it is hidden at once, and a clerk decides: by pointer, and on a phone without scripts."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.places.queries import town_view
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import NewReport, open_report, release
from tests.journeys.steps import LIGHT
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEXT = "Frau Mustermann hat die Lampe umgefahren."


@pytest.fixture
def report(town):
    west, south, east, north = town_view().bounds
    lamp = Category.objects.select_related("group").get(key="lampe-flackert")
    case = open_report(new=NewReport(category=lamp, lon=(west + east) / 2, lat=(south + north) / 2, text=TEXT)).case
    row = Report.objects.select_related("case", "category__group", "district").get(pk=case.pk)
    return release(report=row, public_text=TEXT, photos=[], actor=None)


def test_flagged_hidden_looked_at_and_shown_again(report, guest, staff):
    page = f"/maengel/{report.case.reference}/"
    guest.goto(page)
    guest.get_by_role("link", name="Inhalt melden").click()
    check(guest)
    guest.get_by_role("button", name="Absenden").click()
    expect(guest.get_by_role("alert").or_(guest.locator(".nd-errors")).first).to_be_visible()
    check(guest)
    guest.get_by_role("radio", name=re.compile("persönliche Daten")).check()
    guest.get_by_role("button", name="Absenden").click()
    expect(guest.get_by_text("Die Meldung sieht ab jetzt niemand mehr")).to_be_visible()
    check(guest)
    luca = staff(LIGHT)
    luca.goto("/arbeitsplatz/eingang/")
    expect(luca.get_by_text("Beanstandet und vorläufig nicht öffentlich")).to_be_visible()
    check(luca)
    luca.goto("/arbeitsplatz/maengel/beanstandet/")
    check(luca)
    luca.get_by_role("main").get_by_role("link", name=report.case.reference).click()
    expect(luca.get_by_role("heading", name="Inhalt beanstandet")).to_be_visible()
    check(luca)
    luca.get_by_role("button", name="Wieder öffentlich zeigen").click()
    expect(luca.get_by_label("Warum entscheiden Sie so?")).to_be_visible()
    check(luca)
    luca.get_by_label("Warum entscheiden Sie so?").fill("So heißt hier niemand.")
    luca.get_by_role("button", name="Wieder öffentlich zeigen").click()
    expect(luca.get_by_text("Entschieden. Die Meldung ist öffentlich.")).to_be_visible()
    guest.goto(page)
    expect(guest.get_by_text(TEXT)).to_be_visible()
