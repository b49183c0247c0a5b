# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody reads the number on a lamp, somebody else picks a lamp next to the pin; the town says what it knows about it."""

import pytest
from playwright.sync_api import expect

from nahdran.assets.models import Asset
from nahdran.reports.demo.assets import link_kinds
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def lamps(town):
    link_kinds()
    return Asset.objects.filter(layer__key="lampen").order_by("key")


def test_the_number_on_the_mast_is_enough(lamps, windows):
    known = lamps.first()
    window = windows(width=360, height=780)
    window.goto("/maengel/neu/ort/")
    window.locator("summary", has_text="Steht eine Nummer darauf").click()
    check(window)
    window.get_by_label("Nummer, die darauf steht").fill(f"Laterne {known.number}")
    window.get_by_role("button", name="Weiter: Art").click()
    expect(window.get_by_role("heading", name=f"Lampe {known.number}")).to_be_visible()
    check(window)
    window.get_by_role("button", name="Trotzdem hier melden").click()
    expect(window.get_by_text(f"Zu „Lampe {known.number}“ passt")).to_be_visible()
    check(window)


def test_without_a_script_the_form_asks_which_lamp_it_is(lamps, windows):
    lamp = lamps.last()
    window = windows(scripts=False)
    window.goto(f"/maengel/neu/ort/?anlage={lamp.pk}")
    window.locator("input[name=anlage][value=keines]").check(force=True)
    window.get_by_role("button", name="Weiter: Art").click()
    window.goto("/maengel/neu/art/?q=lampe")
    window.locator("input[value=lampe-dunkel]").first.check(force=True)
    window.get_by_role("button", name="Weiter: Angaben").click()
    expect(window.get_by_role("heading", name="Welches ist es?")).to_be_visible()
    window.get_by_label("Nummer, die darauf steht").fill("gibt es nicht")
    window.get_by_role("button", name="Weiter: Angaben").click()
    expect(window.get_by_text("kennen wir nicht")).to_be_visible()
    window.get_by_label("Nummer, die darauf steht").fill(lamp.number)
    window.get_by_role("button", name="Weiter: Angaben").click()
    expect(window.get_by_role("heading", name="Welches ist es?")).to_have_count(0)
