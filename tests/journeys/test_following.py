# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody follows an area drawn with the keyboard, on a phone; somebody else a district, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.notices.models import Delivery, Subscription
from tests.journeys.steps import heading
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAIL = "nora.nachbarin@mustermann.example"


def _confirm(window):
    mail = Delivery.objects.filter(template="notices/follow_confirm").latest("pk")
    window.goto(re.search(r"https?://[^/]+(/abos/\S+/bestaetigen/\w+/)", mail.text)[1])
    window.get_by_role("button", name="Ja, abonnieren").click()
    heading(window, "Wir halten Sie auf dem Laufenden")


def test_an_area_is_drawn_by_keyboard_alone(town, guest):
    guest.goto("/maengel/folgen/")
    heading(guest, "Mängel abonnieren")
    check(guest)
    guest.get_by_role("radio", name="in einem Gebiet, das ich zeichne").check()
    surface = guest.get_by_role("application", name=re.compile("mit Enter setzen Sie in der Mitte eine Ecke"))
    surface.scroll_into_view_if_needed()
    expect(guest.locator("[data-area-map][data-map]")).to_be_visible(timeout=30_000)
    surface.focus()
    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        guest.keyboard.press(key)
        guest.wait_for_timeout(400)
    status = guest.locator("[data-area-status]")
    expect(status).to_contain_text("3 Ecken")
    guest.get_by_role("button", name=re.compile("^Ecke 1 von 3")).focus()
    guest.keyboard.press("ArrowLeft")
    check(guest)
    guest.get_by_label("E-Mail-Adresse").fill(EMAIL)
    guest.get_by_role("button", name="Abonnieren").click()
    heading(guest, "Bitte bestätigen Sie noch")
    check(guest)
    _confirm(guest)
    check(guest)
    assert len(Subscription.objects.get(subscriber__email=EMAIL).ring) == 3

    guest.get_by_role("link", name="Ihre Abos verwalten").click()
    heading(guest, "Ihre Abos")
    check(guest)
    guest.get_by_role("button", name=re.compile("^Anhalten")).click()
    expect(guest.get_by_role("main")).to_contain_text("Angehalten")
    guest.get_by_role("button", name="Alle Abos beenden und Adresse löschen").click()
    expect(guest.get_by_text("Alle Abos sind beendet.")).to_be_visible()
    assert not Subscription.objects.filter(subscriber__email=EMAIL).exists()


def test_a_district_is_followed_without_javascript(town, windows):
    window = windows(width=360, height=740, scripts=False)
    window.goto("/maengel/folgen/")
    expect(window.get_by_role("radio", name="in einem Gebiet, das ich zeichne")).to_be_hidden()
    window.get_by_role("radio", name="in einem Ortsteil").check()
    window.get_by_label("Welcher Ortsteil?").select_option(index=1)
    window.get_by_label("E-Mail-Adresse").fill(EMAIL)
    window.get_by_role("button", name="Abonnieren").click()
    heading(window, "Bitte bestätigen Sie noch")
    _confirm(window)
    assert Subscription.objects.get(subscriber__email=EMAIL).shape == "district"
