# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An administrator changes question, unit, routing and colours without a developer, and the next report follows."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Case
from nahdran.reports.models import Category
from tests.journeys.steps import ADMIN, heading, report
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = "Steht der Mast schief?"


def test_what_the_administrator_changes_holds_for_the_next_report(town, staff, guest):
    admin = staff(ADMIN)
    admin.goto("/arbeitsplatz/einstellungen/")
    check(admin)
    _new_unit(admin)
    lamp = Category.objects.get(key="lampe-dunkel")
    _new_question(admin, lamp)
    _new_rule(admin, lamp)
    _new_colour(admin, guest)
    reference, _code = report(guest, answers={QUESTION: "Ja"})
    assert Case.objects.get(reference=reference).unit.name == "Stadtwerke"
    guest.goto(f"/anliegen/{reference}/")
    expect(guest.get_by_role("main")).to_contain_text("Stadtwerke")


def _save(admin):
    check(admin)
    admin.get_by_role("button", name="Speichern", exact=True).click()
    admin.wait_for_load_state()
    check(admin)


def _new_unit(admin):
    admin.goto("/arbeitsplatz/einstellungen/einheiten/neu/")
    admin.get_by_label("Name", exact=True).fill("Stadtwerke")
    admin.get_by_label(re.compile("^Kürzel")).fill("SW")
    _save(admin)


def _new_question(admin, lamp):
    admin.goto(f"/arbeitsplatz/einstellungen/maengel/art/{lamp.pk}/fragen/neu/")
    admin.get_by_role("textbox", name=re.compile("^Frage")).first.fill(QUESTION)
    admin.get_by_role("combobox").first.select_option("YES_NO")
    _save(admin)
    expect(admin.get_by_role("main")).to_contain_text(QUESTION)


def _new_rule(admin, lamp):
    admin.goto("/arbeitsplatz/einstellungen/maengel/zustaendigkeit/")
    check(admin)
    admin.get_by_role("link", name="Regel anlegen", exact=True).click()
    heading(admin, "Wer ist zuständig?")
    choice = admin.get_by_label("Was").locator("option", has_text=lamp.name).first
    admin.get_by_label("Was").select_option(value=choice.get_attribute("value"))
    admin.get_by_label("Zuständig", exact=True).select_option(label="Stadtwerke")
    _save(admin)


def _new_colour(admin, guest):
    before = guest.request.get("/farben.css").text()
    admin.goto("/arbeitsplatz/einstellungen/farben/")
    check(admin)
    admin.get_by_label("Farbton").fill("12")
    _save(admin)
    after = guest.request.get("/farben.css").text()
    assert before != after
    assert re.search(r"\b12\b", after)
