# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How error pages look: with the town's name and colour where the process knows them, and with the way back to where somebody works."""

import pytest
from django.test import Client

from nahdran.org import queries
from tests.factories.accounts import client_of, make_staff
from tests.factories.org import make_town

pytestmark = pytest.mark.django_db


def test_an_error_page_carries_the_name_of_the_town_without_asking_for_it(django_assert_num_queries):
    make_town(name="Stadt Kleindorf", short_name="Kleindorf")
    queries.town()

    with django_assert_num_queries(0):
        page = Client().get("/favicon.ico/nicht/da.svg").content.decode()

    assert "Stadt Kleindorf" in page
    assert "/farben.css" in page


def test_an_error_page_stands_where_nothing_is_known_of_the_town():
    queries.forget()

    assert "Ihre Stadt" in Client().get("/favicon.ico/nicht/da.svg").content.decode()


def test_the_staff_are_led_back_to_their_desk():
    page = client_of(make_staff()).get("/arbeitsplatz/einstellungen/personen/")

    assert page.status_code == 403
    assert 'href="/arbeitsplatz/"' in page.content.decode()
    assert "Ihre Rollen erlauben das nicht" in page.content.decode()


def test_whoever_reloads_an_address_that_takes_only_forms_gets_a_page():
    answer = Client().get("/sprache/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Gehen Sie zurück zu dem Formular" in answer.content.decode()


def test_a_program_that_asks_for_no_page_gets_none():
    assert Client().get("/sprache/", headers={"accept": "application/json"}).content == b""
