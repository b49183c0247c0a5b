# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leichte Sprache: switched on with one button, shown where it exists, said where it does not, worded by the town in the settings."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from nahdran.org.easy import parts
from nahdran.org.queries import easy_text
from nahdran.org.texts import texts
from nahdran.pages.operations import ensure_home
from tests.factories.accounts import client_of, make_admin
from tests.factories.org import make_town

pytestmark = pytest.mark.django_db

BOX = 'class="nd-easy"'
MISSING = "Diese Seite gibt es noch nicht in Leichter Sprache."
# Of these a reader knows the meaning at once only by chance.
HARD = ("Zuständigkeit", "gegebenenfalls", "bearbeiten", "erforderlich", "Kategorie")


@pytest.fixture
def reader():
    """Somebody who has switched it on, in a town with its pages."""
    make_town(phone="115")
    ensure_home()
    client = Client()
    client.post("/leicht/", {"leicht": "an", "next": "/"})
    return client


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/maengel/", "/maengel/neu/foto/", "/maengel/neu/ort/", "/anliegen/"])
def test_one_button_in_the_head_of_the_page_switches_it_on(reader, address):
    plain = page(Client(), address)
    easy = page(reader, address)

    assert "In Leichter Sprache lesen" in plain
    assert BOX not in plain
    assert BOX in easy
    assert MISSING not in easy


def test_the_text_of_the_page_gives_way_to_the_easy_one(reader):
    lead = "Ein Bild hilft uns, die Stelle zu finden."

    assert lead in page(Client(), "/maengel/neu/foto/")
    assert lead not in page(reader, "/maengel/neu/foto/")
    assert "Das ist Schritt 1: ein Foto." in page(reader, "/maengel/neu/foto/")


def test_the_same_button_switches_it_off_again(reader):
    answer = reader.post("/leicht/", {"leicht": "aus", "next": "/anliegen/"})

    assert answer["Location"] == "/anliegen/"
    assert BOX not in page(reader, "/anliegen/")


def test_nobody_is_led_to_a_foreign_page():
    assert Client().post("/leicht/", {"leicht": "an", "next": "https://muster.example/"})["Location"] == "/"


@pytest.mark.parametrize("address", ["/impressum/", "/darstellung/", "/konto/anmelden/"])
def test_a_page_without_it_says_so_and_how_to_get_help(reader, address):
    html = page(reader, address)

    assert MISSING in html
    assert "Dann rufen Sie uns an: 115." in html


def test_the_page_in_leichte_sprache_itself_is_not_called_missing(reader):
    assert MISSING not in page(reader, "/leichte-sprache/")


def test_readers_of_english_are_told_that_it_is_german_only(reader):
    reader.post("/sprache/", {"language": "en", "next": "/"})

    html = page(reader, "/anliegen/")

    assert 'class="nd-easy nd-easy--missing"' in html
    assert BOX not in html


def test_the_town_words_it_anew_with_lists_and_bold_words(reader):
    own = "Hallo.\nWir helfen.\n\n- Anrufen\n- **Schreiben**\n<b>Nein</b>"
    client_of(make_admin()).post(reverse("org:text", args=["reports.place_easy"]), {"easy": own})

    html = page(reader, "/maengel/neu/ort/")

    assert "<p>Hallo.<br>Wir helfen.</p><ul><li>Anrufen</li><li><strong>Schreiben</strong></li></ul>" in html
    assert "&lt;b&gt;Nein&lt;/b&gt;" in html


def test_our_easy_text_is_not_shown_beside_a_wording_of_the_town_that_it_may_contradict(reader):
    client_of(make_admin()).post(
        reverse("org:text", args=["reports.photo_lead"]),
        {"text": "Fotos sind heute Pflicht.", "english": "", "easy": ""},
    )

    html = page(reader, "/maengel/neu/foto/")

    assert "Fotos sind heute Pflicht." in html
    assert MISSING in html
    assert "Das ist nicht schlimm." not in html


def test_a_text_that_exists_in_leichte_sprache_only_is_asked_for_in_that_alone():
    html = page(client_of(make_admin()), reverse("org:text", args=["reports.place_easy"]))

    assert 'name="easy"' in html
    assert 'name="english"' not in html


@pytest.mark.parametrize("text", [text for text in texts if text.easy], ids=lambda text: text.key)
def test_our_own_leichte_sprache_keeps_to_its_rules(text):
    lines = [line.removeprefix("- ") for line in text.easy.splitlines() if line]

    assert easy_text(text.key) == text.easy
    assert [line for line in lines if len(line) > 95] == []
    # One statement a sentence: no side sentence behind a comma, but for the one that says what is meant.
    assert [line for line in lines if line.count(",") > 1] == []
    assert [word for word in HARD if word in text.easy] == []
    assert [word for line in lines for word in re.findall(r"[^\W\d_]+", line) if len(word) > 15] == []


def test_no_page_passes_over_that_it_has_none():
    """A layout says it; a page may only take that away if it says the words itself."""
    sources = Path(__file__).resolve().parents[2] / "src" / "nahdran"
    silent = [
        file.name
        for file in sources.glob("*/templates/**/*.html")
        if "{% block easy %}{% endblock %}" in (text := file.read_text(encoding="utf-8")) and "easy_part" not in text
    ]

    assert silent == []


def test_lines_become_paragraphs_and_lists():
    found = parts("Eins.\nZwei.\n\n- Drei\n- Vier\nFünf.")

    assert [(part.is_list, part.lines) for part in found] == [
        (False, ["Eins.", "Zwei."]),
        (True, ["Drei", "Vier"]),
        (False, ["Fünf."]),
    ]
