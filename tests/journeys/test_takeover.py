# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An administrator brings along what the former system knew, on a large and on a small window."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Case
from nahdran.takeover import operations
from nahdran.takeover.models import Run
from tests.journeys.steps import ADMIN
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FILE = """Meldungsnummer;Kategorie;Stand;Erstellt am;Abgeschlossen am;Beschreibung;Antwort;Breite;Länge
4711;Lampe;offen;03.11.2025 08:15;;Vor Haus 5 ist es dunkel;;50,8384;7,2181
4712;Müll;erledigt;01.02.2024 10:00;05.02.2024;Sperrmüll am Weg;Abgeholt;50,8390;7,2190
4713;Rakete;offen;01.02.2024 10:00;;Unklar;;50,8390;7,2190
4714;Müll;offen;gestern;;Unklar;;48,1;11,5
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_reports_of_the_former_system_come_along(town, staff, width):
    admin = staff(ADMIN, width=width)
    admin.goto("/arbeitsplatz/einstellungen/uebernahme/")
    check(admin)
    _look(admin, "datei", width)
    admin.get_by_label("Kurzname des alten Systems").fill("alt")
    upload = {"name": "meldungen.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp1252")}
    admin.get_by_label("Datei", exact=True).set_input_files(upload)
    admin.get_by_role("button", name="Hochladen und Spalten zuordnen").click()
    expect(admin.get_by_label("Art des Mangels")).to_have_value("Kategorie")
    check(admin)
    _look(admin, "spalten", width)
    admin.get_by_role("button", name="Weiter zu den Begriffen").click()
    admin.get_by_label("Lampe", exact=True).fill("Straßenlampe dunkel")
    admin.get_by_label("Müll", exact=True).fill("Wilder Müll")
    admin.get_by_label("auch den Text, weil er schon öffentlich war").check()
    check(admin)
    _look(admin, "begriffe", width)
    admin.get_by_role("button", name="Speichern", exact=True).click()
    _step(admin, "Probelauf starten", width, "probelauf")
    expect(admin.get_by_role("main")).to_contain_text("Das ist kein Datum")
    check(admin)
    _look(admin, "geprueft", width)
    assert not Case.objects.exists()
    _step(admin, "Jetzt übernehmen", width, "uebernahme")
    expect(admin.get_by_role("main")).to_contain_text("Was daraus wurde")
    check(admin)
    _look(admin, "fertig", width)
    assert Case.objects.count() == 2
    admin.goto("/arbeitsplatz/eingang/?q=4711")
    expect(admin.get_by_role("main")).to_contain_text("Straßenlampe dunkel")


def _step(admin, name, width, shot):
    """The worker does its part while the page waits; the page then loads itself anew."""
    admin.get_by_role("button", name=name).click()
    expect(admin.get_by_role("progressbar")).to_be_visible()
    check(admin)
    _look(admin, shot, width)
    operations.work(Run.objects.get().pk)
    expect(admin.get_by_role("progressbar")).to_have_count(0)


def _look(admin, name, width):
    """Pictures for whoever wants to see them: NAHDRAN_PICTURES names the folder."""
    if folder := os.environ.get("NAHDRAN_PICTURES"):
        admin.screenshot(path=Path(folder) / f"uebernahme-{name}-{width}.png", full_page=True)
