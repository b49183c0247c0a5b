# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the editors for readers of English, and the editorial office in the language of the editor."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from nahdran.pages.models import HomePage
from nahdran.pages.operations import ensure_home
from tests.factories.accounts import client_of, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return ensure_home()


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_start_page_greets_in_the_language_of_the_reader(home: HomePage) -> None:
    assert "Was liegt an?" in read(Client(), "/")
    page = read(english(Client()), "/")
    assert "What is on your mind?" in page
    assert "Was liegt an?" not in page
    assert "<title>Home page" in page


def test_a_heading_without_an_english_version_is_marked_as_german(home: HomePage) -> None:
    home.heading, home.heading_en = "Willkommen", ""
    home.save_revision().publish()

    assert '<span lang="de">Willkommen</span>' in read(english(Client()), "/")
    assert '<h1 class="kern-heading-display">Willkommen</h1>' in read(Client(), "/")


def test_an_urgent_note_may_have_an_english_version(home: HomePage) -> None:
    home.alert, home.alert_en = "Kein Wasser in Birk.", "No water in Birk."
    home.save_revision().publish()

    assert "No water in Birk." in read(english(Client()), "/")
    assert "Kein Wasser in Birk." in read(Client(), "/")


def test_a_page_of_text_says_that_it_is_german(home: HomePage) -> None:
    page = read(english(Client()), "/barrierefreiheit/")

    assert '<span lang="de">Erklärung zur Barrierefreiheit</span>' in page
    assert 'nd-stack" lang="de">' in page
    assert "This page is available in German only." in page
    assert "Diese Seite gibt es nur auf Deutsch." not in read(Client(), "/barrierefreiheit/")


def test_a_start_page_from_before_gets_our_english_words_only_where_the_german_ones_are_ours(home: HomePage) -> None:
    HomePage.objects.update(heading="Willkommen", heading_en="", lead_en="")

    import_module("nahdran.pages.migrations.0002_english_home").translate(apps, None)

    home.refresh_from_db()
    assert (home.heading_en, home.lead_en) == ("", "Tell us what you notice, and see what becomes of it.")


def test_the_editorial_office_speaks_the_language_of_the_editor(home: HomePage) -> None:
    client, address = client_of(make_staff(rights=["pages.edit"])), f"/redaktion/pages/{home.pk}/edit/"

    page = read(client, address)
    assert "Große Überschrift" in page
    assert "Veröffentlichen" in page
    page = read(english(client), address)
    assert "Large heading" in page
    assert "Publish" in page
    assert "Veröffentlichen" not in page
    client.cookies["django_language"] = "de"
    assert "Große Überschrift" in read(client, address)
