# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two elements with a map in a real browser with WebGL: drawn, walked by keyboard, without a request or a script from elsewhere."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from nahdran.places.operations import import_osm
from nahdran.places.queries import town_view
from tests.browser import WEBGL, browser, complaints, page  # noqa: F401  fixtures
from tests.factories.org import make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.places.pages")]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, SCREEN = (360, 740), (1280, 900)
DRAWN = 60_000


@pytest.fixture(scope="module")
def browser_flags() -> list[str]:
    return WEBGL


@pytest.fixture
def town(transactional_db: None, extract: Path) -> None:
    make_town(name="Stadt Kleindorf", short_name="Kleindorf")
    import_osm(path=extract)


@pytest.fixture
def middle(town: None) -> tuple[float, float]:
    return town_view().center


@pytest.fixture
def open_page(live_server: LiveServer, town: None, page: Page) -> Callable[..., Page]:  # noqa: F811
    """Opens a page; every request that leaves the origin fails the test that asked for it."""

    def go(path: str, size: tuple[int, int] = SCREEN) -> Page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{live_server.url}{path}")
        return page

    foreign: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((live_server.url, "data:", "blob:")) else foreign.append(request.url)
        ),
    )
    yield go
    assert foreign == []


def wait_for_map(page: Page, kind: str = "gl") -> None:  # noqa: F811
    expect(page.locator(f'[data-map="{kind}"]')).to_be_attached(timeout=DRAWN)


def colours(page: Page) -> int:  # noqa: F811
    """How many colours the map has; a canvas on which nothing was drawn has one."""
    picture = Image.open(BytesIO(page.locator("[data-map-canvas]").screenshot())).convert("RGB")
    return len(picture.resize((200, 200)).getcolors(maxcolors=40_000) or [])


def violations(page: Page) -> list[str]:  # noqa: F811
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]


def value(page: Page, part: str) -> str:  # noqa: F811
    return page.locator(f"[data-picker-{part}]").input_value()


def focus_map(page: Page) -> None:  # noqa: F811
    page.locator("[data-map-surface]").focus()


def test_the_map_draws_and_nothing_is_complained_about(open_page, complaints):  # noqa: F811
    page = open_page("/probe/schritt")  # noqa: F811
    wait_for_map(page)
    page.wait_for_timeout(800)
    assert colours(page) > 20
    assert complaints == []


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/probe/schritt", SCREEN),
        ("/probe/schritt", PHONE),
        ("/probe/feld", PHONE),
        ("/probe/karte", SCREEN),
        ("/probe/karte", PHONE),
        ("/probe/eins", PHONE),
    ],
)
def test_every_map_is_accessible(open_page, complaints, path, size):  # noqa: F811
    page = open_page(path, size)  # noqa: F811
    wait_for_map(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert complaints == []


def test_arrow_keys_move_the_map_and_the_address_is_announced(open_page):
    page = open_page("/probe/schritt")  # noqa: F811
    wait_for_map(page)
    expect(page.locator("[data-picker-line]")).to_have_text("Noch kein Ort gewählt")
    focus_map(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-picker-note]")).to_contain_text("Hier ist die Stadt zuständig.")
    assert page.locator("[data-picker-found]").get_attribute("aria-live") == "polite"
    assert (value(page, "source"), value(page, "state")) == ("map", "chosen")
    before = float(value(page, "lon"))
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-picker-lon]")).not_to_have_value(f"{before:.6f}")
    assert before < float(value(page, "lon")) < before + 0.01


def test_keys_zoom_enter_sets_and_escape_leaves(open_page):
    page = open_page("/probe/schritt")  # noqa: F811
    wait_for_map(page)
    focus_map(page)
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    expect(page.locator("[data-picker-notice]")).to_contain_text("Der Ort ist gesetzt")
    assert value(page, "lon")
    page.keyboard.press("Escape")
    expect(page.locator("[data-picker-found]")).to_be_focused()


def test_an_address_is_found_while_typing_and_chosen_by_key(open_page, complaints):  # noqa: F811
    page = open_page("/probe/schritt", PHONE)  # noqa: F811
    wait_for_map(page)
    field = page.get_by_role("combobox", name="Straße und Hausnummer")
    field.press_sequentially("haupt")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    label = page.get_by_role("option").first.locator("span").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[data-picker-line]")).to_have_text(label)
    expect(field).to_have_value(label)
    assert (value(page, "source"), value(page, "label")) == ("address", label)
    expect(page.locator("[data-picker-near] .nd-near")).to_be_visible()
    # The movement that shows the address must not count as a choice on the map.
    page.wait_for_timeout(1200)
    assert (value(page, "source"), value(page, "label")) == ("address", label)
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("p")).to_contain_text(f"{label}|address")
    assert complaints == []


def test_a_tap_on_the_map_is_the_place(open_page):
    page = open_page("/probe/schritt", PHONE)  # noqa: F811
    wait_for_map(page)
    page.locator("[data-map-canvas]").click(position={"x": 200, "y": 200})
    expect(page.locator("[data-picker-source]")).to_have_value("map")
    expect(page.locator("[data-picker-note]")).to_contain_text("Hier ist")


def test_the_own_position_is_the_third_way(open_page, middle):
    page = open_page("/probe/schritt", PHONE)  # noqa: F811
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": middle[0], "latitude": middle[1], "accuracy": 12})
    wait_for_map(page)
    page.get_by_role("button", name="Mein Standort").click()
    expect(page.locator("[data-picker-source]")).to_have_value("position")
    expect(page.locator(".nd-map__me")).to_be_visible()
    expect(page.locator("[data-picker-notice]")).to_be_hidden()


def test_a_position_far_away_or_rough_is_said_and_a_refused_one_too(open_page, middle):
    page = open_page("/probe/schritt", PHONE)  # noqa: F811
    wait_for_map(page)
    page.get_by_role("button", name="Mein Standort").click()
    expect(page.locator("[data-picker-notice]")).to_contain_text("nicht freigegeben")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 13.4, "latitude": 52.5, "accuracy": 12})
    page.get_by_role("button", name="Mein Standort").click()
    expect(page.locator("[data-picker-notice]")).to_contain_text("nicht in Kleindorf")
    assert value(page, "lon") == ""
    page.context.set_geolocation({"longitude": middle[0], "latitude": middle[1], "accuracy": 800})
    page.get_by_role("button", name="Mein Standort").click()
    expect(page.locator("[data-picker-notice]")).to_contain_text("nur auf etwa 800 m genau")


def test_outside_the_town_the_reason_and_the_way_onward_are_said(open_page):
    page = open_page("/probe/schritt?lon=7.5&lat=50.84")  # noqa: F811
    expect(page.locator("[data-picker-found]")).to_have_attribute("data-state", "outside")
    expect(page.locator("[data-picker-note]")).to_contain_text("115")
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator(".kern-error").first).to_contain_text("außerhalb von Kleindorf")


NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


def test_without_webgl_pictures_of_the_server_do_the_same(open_page, page, complaints):  # noqa: F811
    page.add_init_script(NO_WEBGL)
    open_page("/probe/schritt", PHONE)
    wait_for_map(page, "still")
    expect(page.locator("[data-map-notice]")).to_contain_text("einfaches Bild")
    expect(page.locator("[data-map-canvas] img")).to_be_visible()
    focus_map(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-picker-note]")).to_contain_text("Hier ist")
    assert value(page, "source") == "map"
    assert violations(page) == []
    assert complaints == []


def test_without_tiles_the_map_falls_back_to_pictures_and_the_form_works(open_page, page):  # noqa: F811
    page.route("**/kacheln.pmtiles*", lambda route: route.fulfill(status=503))
    open_page("/probe/schritt", PHONE)
    wait_for_map(page, "still")
    page.get_by_role("combobox").press_sequentially("haupt")
    page.get_by_role("option").first.click()
    assert value(page, "source") == "address"


def test_without_anything_of_the_map_the_address_remains(open_page, page):  # noqa: F811
    page.route("**/karte/stil.json*", lambda route: route.abort())
    page.route("**/karte/bild.svg*", lambda route: route.abort())
    open_page("/probe/schritt", PHONE)
    wait_for_map(page, "still")
    page.get_by_role("combobox").press_sequentially("haupt")
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("p")).to_contain_text("|address|")


def test_without_javascript_the_server_searches(live_server, town, browser):  # noqa: F811
    context = browser.new_context(locale="de-DE", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()  # noqa: F811
    page.goto(f"{live_server.url}/probe/schritt")
    expect(page.locator("noscript img, picture img").first).to_be_visible()
    page.get_by_label("Straße und Hausnummer").fill("haupt 7")
    page.get_by_role("button", name="Adresse suchen").click()
    assert page.locator(".kern-error").count() == 0
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("p")).to_contain_text("|address|")
    context.close()


def test_pins_have_names_signs_and_numbers(open_page):
    page = open_page("/probe/karte")  # noqa: F811
    wait_for_map(page)
    expect(page.get_by_role("button", name="Straßenlampe dunkel, Hauptstraße, In Arbeit")).to_be_visible()
    expect(page.get_by_role("button", name="3 Mängel, Gruppe öffnen")).to_contain_text("3")
    box = page.get_by_role("button", name="Schlagloch, Hauptstraße, Eingegangen").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_one_tab_stop_arrow_keys_between_pins_and_a_card_with_the_link(open_page):
    page = open_page("/probe/karte")  # noqa: F811
    wait_for_map(page)
    expect(page.locator(".nd-mappin")).to_have_count(5)
    assert page.locator('.nd-mappin[tabindex="0"]').count() == 1
    focus_map(page)
    page.keyboard.press("Enter")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className").startswith("nd-mappin")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    lamp = page.get_by_role("button", name="Straßenlampe dunkel")
    lamp.focus()
    page.keyboard.press("Enter")
    expect(lamp).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator(".nd-mapcard a")).to_be_focused()
    expect(page.locator('[data-feature="a"]')).to_have_class("nd-row nd-row--here")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(lamp).to_be_focused()
    expect(lamp).to_have_attribute("aria-expanded", "false")


def test_the_row_under_the_mouse_lifts_its_pin_and_the_other_way_round(open_page):
    page = open_page("/probe/karte")  # noqa: F811
    wait_for_map(page)
    page.locator('[data-feature="b"]').hover()
    expect(page.get_by_role("button", name="Schlagloch, Hauptstraße")).to_have_attribute("data-lifted", "")
    page.get_by_role("button", name="Bank wackelt, Hauptstraße").hover()
    expect(page.locator('[data-feature="c"]')).to_have_attribute("data-lifted", "")


def test_a_group_opens_by_coming_nearer(open_page):
    page = open_page("/probe/karte")  # noqa: F811
    wait_for_map(page)
    with page.expect_request(lambda request: "zoom=14" in request.url or "zoom=13" in request.url):
        page.get_by_role("button", name="3 Mängel, Gruppe öffnen").click()


def test_the_wheel_scrolls_the_page_until_the_map_was_used(open_page):
    page = open_page("/probe/eins", (1280, 500))  # noqa: F811
    wait_for_map(page)
    page.locator("[data-map-canvas]").hover(position={"x": 60, "y": 60})
    page.mouse.wheel(0, 120)
    page.wait_for_function("window.scrollY > 0")


def test_the_map_follows_the_dark_theme(open_page):
    page = open_page("/probe/eins")  # noqa: F811
    wait_for_map(page)
    with page.expect_request(lambda request: "theme=dark" in request.url):
        page.emulate_media(color_scheme="dark")
