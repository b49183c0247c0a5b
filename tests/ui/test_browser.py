# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The component page in a real browser, under our content security policy: accessible in every form, and its helps work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.factories.accounts import client_of, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": (360, 740), "narrow": (320, 640), "screen": (1280, 900)}


@pytest.fixture
def opened(live_server: LiveServer, page: Page) -> Callable[..., Page]:  # noqa: F811
    cookie = client_of(make_staff(name="Birgit Hahn")).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}],
    )

    def go(*, size: str = "screen", theme: str = "") -> Page:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        if theme:
            page.context.add_cookies([{"name": "nahdran_darstellung", "value": theme, "url": live_server.url}])
        page.goto(f"{live_server.url}/arbeitsplatz/bausteine/", wait_until="networkidle")
        return page

    return go


def violations(page: Page) -> list[str]:  # noqa: F811
    """What axe finds. It is handed over as code of the test, so the policy of the page does not stop it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{item['id']}: {node['html'][:120]}" for item in found["violations"] for node in item["nodes"]]


@pytest.mark.parametrize(
    ("size", "theme"), [("narrow", "light"), ("phone", "dark"), ("screen", "light"), ("screen", "dark")]
)
def test_every_component_is_accessible(opened, complaints, size, theme):  # noqa: F811
    page = opened(size=size, theme=theme)  # noqa: F811
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert violations(page) == []
    assert complaints == []


def test_every_icon_is_drawn(opened):
    page = opened()  # noqa: F811
    empty = page.eval_on_selector_all(
        ".nd-icons use",
        "all => all.filter(one => one.getBBox().height + one.getBBox().width === 0).map(one => one.outerHTML)",
    )
    assert empty == []


def test_a_menu_opens_by_key_and_closes_by_escape(opened):
    page = opened()  # noqa: F811
    menu = page.locator(".nd-desk__me summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".nd-desk__me .nd-menu__panel")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".nd-desk__me .nd-menu__panel")).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_dialog_keeps_the_focus_and_gives_it_back(opened):
    page = opened()  # noqa: F811
    opener = page.locator("[data-dialog=dl2]")
    opener.click()
    expect(page.locator("#dl2")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#dl2")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_draft_survives_a_reload_and_can_be_thrown_away(opened):
    page = opened()  # noqa: F811
    page.fill("#sample-answer", "Es ist die 2217.")
    page.reload(wait_until="networkidle")
    expect(page.locator("#sample-answer")).to_have_value("Es ist die 2217.")
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.locator("#sample-answer")).to_have_value("")
    page.reload(wait_until="networkidle")
    expect(page.locator("#sample-answer")).to_have_value("")


def test_chosen_files_are_shown_and_can_be_taken_away(opened, complaints):  # noqa: F811
    page = opened()  # noqa: F811
    page.set_input_files(
        "#id_photos",
        [
            {"name": "lampe.png", "mimeType": "image/png", "buffer": b"\x89PNG"},
            {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
        ],
    )
    expect(page.get_by_text("bereit zum Senden")).to_have_count(1)
    expect(page.get_by_text("brief.pdf: Das geht hier nicht.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="lampe.png entfernen").last.click()
    expect(page.get_by_text("bereit zum Senden")).to_have_count(0)
    assert page.evaluate("document.querySelector('#id_photos').files.length") == 0
    assert complaints == []
