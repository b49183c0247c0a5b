# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page and the pages of the law: public, strict, cheap, and edited only behind our own door."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from nahdran.pages.demo import lay_news
from nahdran.pages.models import HomePage, StandardPage
from nahdran.pages.operations import ensure_home
from nahdran.shell.slots import Card, start_cards
from tests.factories.accounts import client_of, make_admin, make_citizen, make_staff, sign_in

pytestmark = pytest.mark.django_db

LAW = ("/barrierefreiheit/", "/datenschutz/", "/impressum/", "/leichte-sprache/")


@pytest.fixture(autouse=True)
def home() -> HomePage:
    Site.clear_site_root_paths_cache()
    return ensure_home()


@pytest.fixture
def card() -> Iterator[str]:
    """A card of some app on the start page."""
    start_cards.register(
        "test",
        Card(
            key="test",
            template="pages/blocks/note.html",
            context=lambda request: {"value": {"title": "Kärtchen", "text": ""}},
        ),
    )
    yield "test"
    del start_cards._items["test"]


def test_the_start_page_is_a_page_of_the_editors(home: HomePage) -> None:
    home.heading = "Was brauchen Sie?"
    home.save_revision().publish()
    page = Client().get("/")
    assert page.status_code == 200
    assert "Was brauchen Sie?" in page.content.decode()
    assert 'action="/anliegen/"' in page.content.decode()


@pytest.mark.parametrize("address", LAW)
def test_the_pages_that_the_law_asks_for_are_there(address: str) -> None:
    assert Client().get(address).status_code == 200


def test_laying_the_pages_again_changes_nothing(home: HomePage) -> None:
    imprint = StandardPage.objects.get(slug="impressum")
    imprint.title = "Wer wir sind"
    imprint.save_revision().publish()
    before = list(Page.objects.order_by("pk").values_list("pk", "path"))
    ensure_home()
    assert list(Page.objects.order_by("pk").values_list("pk", "path")) == before
    assert StandardPage.objects.get(slug="impressum").title == "Wer wir sind"


def test_what_no_page_claims_is_not_found() -> None:
    assert Client().get("/gibt-es-nicht/").status_code == 404


def test_wagtails_own_ways_to_sign_in_do_not_exist() -> None:
    for address in ("/_util/login/", "/_util/authenticate_with_password/1/1/"):
        assert Client().get(address).status_code == 404
    assert Client().get("/redaktion/login/").headers["Location"].startswith("/arbeitsplatz/anmelden/")


def test_a_card_of_an_app_stands_on_the_start_page_until_the_editors_choose(home: HomePage, card: str) -> None:
    assert "Kärtchen" in Client().get("/").content.decode()
    home.show_other_cards = False
    home.save_revision().publish()
    assert "Kärtchen" not in Client().get("/").content.decode()
    home.cards = [("teaser", {"card": card})]
    home.save_revision().publish()
    assert Client().get("/").content.decode().count("Kärtchen") == 1


def test_a_card_of_an_app_that_is_gone_leaves_no_gap(home: HomePage) -> None:
    home.cards = [("teaser", {"card": "gone"})]
    home.save_revision().publish()
    assert Client().get("/").status_code == 200


def test_an_urgent_note_and_news_are_shown_and_invented_news_say_so(home: HomePage) -> None:
    home.alert = "Heute kein Wasser in Birk."
    home.news = [
        (
            "news",
            {
                "title": "Neue Lampen",
                "date": datetime(2026, 11, 16, tzinfo=UTC).date(),
                "place": "",
                "text": "Heller.",
                "page": None,
                "is_demo": True,
            },
        )
    ]
    home.save_revision().publish()
    page = Client().get("/").content.decode()
    assert "Heute kein Wasser in Birk." in page
    assert "Neue Lampen" in page
    assert "nd-demo" in page


def test_the_start_page_costs_few_queries_and_not_more_with_more_news(home: HomePage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert Client().get("/").status_code == 200
        return len(caught)

    queries()
    none = queries()
    piece = {
        "title": "x",
        "date": datetime(2026, 11, 16, tzinfo=UTC).date(),
        "place": "",
        "text": "",
        "page": None,
        "is_demo": False,
    }
    home.news = [("news", piece)] * 3
    home.save_revision().publish()
    queries()
    assert queries() == none
    assert none <= 15


def test_public_pages_keep_the_strict_policy() -> None:
    policy = Client().get("/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_editorial_office_opens_to_editors_alone() -> None:
    editor, other = make_staff(roles=["editor"]), make_staff(rights=["audit.read"])
    assert client_of(editor).get("/redaktion/").status_code == 200
    assert client_of(make_admin()).get("/redaktion/").status_code == 200
    assert client_of(other).get("/redaktion/").status_code == 403
    assert client_of(make_citizen()).get("/redaktion/").status_code == 403
    assert Client().get("/redaktion/").headers["Location"].startswith("/arbeitsplatz/anmelden/")
    half = sign_in(Client(), editor, second_factor=False)
    assert half.get("/redaktion/").headers["Location"].startswith("/arbeitsplatz/mein-konto/zweiter-faktor/")


def test_who_loses_the_right_is_out_at_once() -> None:
    editor = make_staff(roles=["editor"])
    client = client_of(editor)
    assert client.get("/redaktion/").status_code == 200
    editor.role_grants.all().delete()
    assert client.get("/redaktion/").status_code == 403


def test_an_editor_changes_and_publishes_a_page() -> None:
    client = client_of(make_staff(roles=["editor"]))
    imprint = StandardPage.objects.get(slug="impressum")
    assert client.get(f"/redaktion/pages/{imprint.pk}/edit/").status_code == 200
    answer = client.post(
        f"/redaktion/pages/{imprint.pk}/edit/",
        {
            "title": "Wer wir sind",
            "slug": "impressum",
            "lead": "Kurz.",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert "Wer wir sind" in Client().get("/impressum/").content.decode()


def test_people_groups_and_passwords_are_not_managed_in_wagtail() -> None:
    root = make_admin()
    type(root).objects.filter(pk=root.pk).update(is_superuser=True)
    client = client_of(root)
    for address in ("/redaktion/users/", "/redaktion/groups/", "/redaktion/password_reset/"):
        assert client.get(address).status_code == 404
    assert client.get("/redaktion/account/").headers["Location"] == "/arbeitsplatz/mein-konto/"


def test_the_office_calls_no_other_site() -> None:
    page = client_of(make_staff(roles=["editor"])).get("/redaktion/").content.decode()
    assert "gravatar" not in page
    assert "releases.wagtail" not in page


def test_the_demonstration_puts_marked_news_on_the_start_page_once(home: HomePage) -> None:
    lay_news("lohmar", lambda sentence: None)
    lay_news("lohmar", lambda sentence: None)
    page = Client().get("/").content.decode()
    assert page.count("Winterdienst") == 1
    assert page.count("nd-demo") >= 3


def test_the_start_page_shows_only_ways_that_exist() -> None:
    page = Client().get("/").content.decode()
    assert 'href="/konto/"' in page
    assert 'href="/anliegen/"' in page
    assert "Mitmachen" not in page
