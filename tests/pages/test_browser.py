# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editorial office in a real browser, under our content security policy."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from nahdran.accounts.operations.roles import ensure_roles
from nahdran.pages.models import HomePage, StandardPage
from nahdran.pages.operations import ensure_home
from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.factories.accounts import client_of, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home() -> HomePage:
    ensure_roles()
    Site.clear_site_root_paths_cache()
    return ensure_home()


def enter(page: Page, live_server: LiveServer) -> None:  # noqa: F811
    cookie = client_of(make_staff(roles=["editor"])).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}])


def test_an_editor_writes_a_page_and_sees_its_preview(
    live_server: LiveServer,
    home: HomePage,
    page: Page,  # noqa: F811
    complaints: list[str],  # noqa: F811
) -> None:
    enter(page, live_server)
    page.goto(f"{live_server.url}/redaktion/")
    imprint = StandardPage.objects.get(slug="impressum")
    page.goto(f"{live_server.url}/redaktion/pages/{imprint.pk}/edit/")
    expect(page.locator("[data-contentpath=body]")).to_be_visible()
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Neu geschrieben. ")
    page.get_by_role("textbox", name="Einleitung").fill("Wer hier schreibt.")
    page.get_by_role("button", name="Vorschau umschalten").click()
    expect(page.frame_locator("#w-preview-iframe").get_by_text("Wer hier schreibt.")).to_be_visible(timeout=15000)
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("veröffentlicht").first).to_be_visible()
    page.goto(f"{live_server.url}/impressum/")
    expect(page.get_by_text("Neu geschrieben.")).to_be_visible()
    assert complaints == []


def test_a_piece_of_news_is_added_to_the_start_page(
    live_server: LiveServer,
    home: HomePage,
    page: Page,  # noqa: F811
    complaints: list[str],  # noqa: F811
) -> None:
    enter(page, live_server)
    page.goto(f"{live_server.url}/redaktion/pages/{home.pk}/edit/")
    page.locator("[data-contentpath=news] .c-sf-add-button").first.click()
    # Typed without giving it the focus: the calendar would lie over the buttons.
    page.locator("input[name='news-0-value-date']").evaluate("field => { field.value = '2026-11-16' }")
    page.locator("[data-contentpath=news] input[name='news-0-value-title']").fill("Neue Lampen")
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("veröffentlicht").first).to_be_visible()
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Neue Lampen")).to_be_visible()
    assert complaints == []
