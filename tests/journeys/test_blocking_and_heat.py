# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lead of a unit blocks a sender and words, and looks where most is reported; with and without scripts, on a wide and on a small screen."""

import pytest
from playwright.sync_api import expect

from nahdran.cases.operations import NewParty
from nahdran.places.queries import town_view
from nahdran.reports.models import Block, Category, WaitingReport
from nahdran.reports.operations import NewReport, block, open_report, submit
from tests.journeys.steps import ADMIN, LEAD
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEAT = "/arbeitsplatz/maengel/statistik/karte/"


def new(number, **more):
    west, south, east, north = town_view().bounds
    lamp = Category.objects.select_related("group").get(key="lampe-flackert")
    lon, lat = (west + east) / 2, (south + north) / 2
    return NewReport(category=lamp, lon=lon, lat=lat + number / 2000, text=f"Sie flackert, {number}.", **more)


def test_a_sender_is_blocked_with_one_click_and_words_by_the_list(town, staff):
    block(sort="WORDS", value="flackert", note="Nur ein Versuch", actor=None)
    party = NewParty(email="immer.wieder@example.org")
    assert submit(new=new(0, party=party), key="test:1", channel="WEB").case is None
    lead = staff(LEAD)
    lead.goto("/arbeitsplatz/verdacht/")
    expect(lead.get_by_text("Nur ein Versuch")).to_be_visible()
    check(lead)
    lead.get_by_role("button", name="Absender sperren").click()
    expect(lead.get_by_text("Diese Adresse ist gesperrt")).to_be_visible()
    lead.get_by_role("link", name="Sperrliste").click()
    lead.get_by_role("radio", name="Alle Adressen einer Domain").check()
    lead.get_by_label("Adresse, Domain oder Wörter").fill("keine Domain")
    lead.get_by_role("button", name="Sperren", exact=True).click()
    expect(lead.get_by_text("Das ist keine Domain").first).to_be_visible()
    check(lead)
    lead.get_by_label("Adresse, Domain oder Wörter").fill("werbung.example")
    lead.get_by_role("button", name="Sperren", exact=True).click()
    expect(lead.get_by_text("Solche Meldungen warten jetzt")).to_be_visible()
    check(lead)
    assert Block.objects.filter(sort="DOMAIN", value="werbung.example").exists()
    assert WaitingReport.objects.get(key="test:1").settled_at is None


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (360, False)])
def test_squares_and_table_say_where_most_is_reported(town, staff, width, scripts):
    for number in (0, 0, 0, 30):
        open_report(new=new(number))
    lead = staff(ADMIN, width=width, scripts=scripts)
    lead.goto(HEAT)
    expect(lead.get_by_role("heading", level=1, name="Wo am meisten gemeldet wird")).to_be_visible()
    expect(lead.get_by_role("img", name="Felder mit der Zahl der Meldungen")).to_be_visible()
    if scripts:
        check(lead)
    assert lead.evaluate("document.documentElement.scrollWidth") <= width
    lead.get_by_role("row").nth(1).get_by_role("link").click()
    expect(lead.get_by_role("heading", level=1)).to_be_visible()
