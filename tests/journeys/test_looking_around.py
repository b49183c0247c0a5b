# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody looks around: map and list, filters, the view in the address, one report, figures, paper, and the map on another website."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from nahdran.cases.operations import change_status
from nahdran.places.models import Address
from nahdran.reports.models import Category, EmbedSite
from nahdran.reports.operations import make_figures
from tests.browser import CHROMIUM, WEBGL
from tests.factories.reports import make_report
from tests.journeys.steps import heading
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OTHER_SITE = "http://verein.test"


@pytest.fixture
def reports(town):
    """Twelve public reports in several places, two of them at the same one, one of them settled."""
    kinds = list(Category.objects.order_by("pk")[:3])
    places = list(Address.objects.order_by("pk").values_list("lon", "lat")[:2200:200])
    made = [make_report(kinds[number % 3], place, public=True) for number, place in enumerate(places)]
    made.append(make_report(kinds[0], places[0], public=True))
    change_status(case=made[1].case, to="DONE", actor=None, public_text="Der Schaden ist behoben.")
    return made


def view_in(window):
    """Where the map stands, as the address says."""
    return parse_qs(urlsplit(window.url).query).get("karte", [""])[0]


def pins(window):
    return window.locator(".nd-mappin:visible")


def on_map(window):
    expect(window.locator("nd-map[data-map]")).to_be_visible()
    expect(pins(window).first).to_be_visible()


def test_map_and_list_are_searched_and_the_view_is_found_again(reports, windows):
    window = windows()
    window.goto("/maengel/")
    on_map(window)
    check(window)

    window.locator("summary", has_text="Zeitraum").click()
    check(window)
    window.get_by_role("link", name="Letzte 7 Tage").click()
    on_map(window)
    assert "tage=7" in window.url

    window.get_by_role("button", name="Karte vergrößern").click()
    expect(window).to_have_url(re.compile("karte="))
    seen = view_in(window)
    # Another choice keeps the map where it is, and so does coming back from a report.
    window.get_by_role("link", name=re.compile("^Alle$")).first.click()
    expect(window).to_have_url(re.compile("stand=alle"))
    assert view_in(window) == seen
    on_map(window)
    window.locator("#meldungen a").first.click()
    expect(window).to_have_url(re.compile(r"/maengel/LOH"))
    window.go_back()
    expect(window).to_have_url(re.compile("karte="))
    assert view_in(window) == seen


def test_pins_are_hidden_and_what_the_map_shows_becomes_the_list(reports, windows):
    window = windows()
    window.goto("/maengel/?stand=alle")
    on_map(window)

    button = window.get_by_role("button", name="Nadeln ausblenden")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(pins(window)).to_have_count(0)
    check(window)
    window.reload()
    expect(window.get_by_role("button", name="Nadeln ausblenden")).to_have_attribute("aria-pressed", "true")
    window.get_by_role("button", name="Nadeln ausblenden").click()
    on_map(window)

    window.get_by_role("link", name="Liste zum Ausschnitt").click()
    expect(window).to_have_url(re.compile("bbox="))
    expect(window.get_by_text("Nur der gezeigte Ausschnitt der Karte.")).to_be_visible()
    check(window)
    window.get_by_role("link", name="Aufheben").click()
    expect(window).not_to_have_url(re.compile("bbox="))


def test_the_map_is_walked_by_keys_alone(reports, windows):
    window = windows()
    window.goto("/maengel/?stand=alle")
    on_map(window)

    window.locator("[data-map-surface]").focus()
    window.keyboard.press("Enter")
    first = window.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        window.keyboard.press(key)
    assert window.evaluate("document.activeElement.className").startswith("nd-mappin")
    # A pin of several comes nearer or lists what is at its place; in the end there is a card with a link to a report.
    card = window.locator(".nd-mapcard a").first
    for _step in range(8):
        window.keyboard.press("Enter")
        try:
            expect(card).to_be_visible(timeout=1500)
            break
        except AssertionError:
            assert window.evaluate("document.activeElement.className").startswith("nd-mappin")
    check(window)
    window.keyboard.press("Tab")
    assert "/maengel/LOH" in window.evaluate("document.activeElement.href || ''")


def test_without_a_script_the_picture_and_the_list_are_there(reports, windows):
    window = windows(scripts=False)
    window.goto("/maengel/?stand=alle")

    picture = window.locator("noscript img, nd-map img").first
    assert window.request.get(f"/maengel/{picture.get_attribute('src').rsplit('/', 1)[1]}").ok
    expect(window.locator("#meldungen > li")).to_have_count(12)
    window.get_by_role("link", name="Für Papier, mit Karte").click()
    heading(window, "12 Mängel")
    expect(window.locator(".nd-map--paper svg")).to_be_visible()
    expect(window.locator(".nd-paper > li")).to_have_count(12)


@pytest.mark.parametrize("width", [360, 1280])
def test_one_report_tells_its_way_and_leads_to_the_next(reports, windows, width):
    window = windows(width=width)
    window.goto(f"/maengel/{reports[0].case.reference}/")
    expect(window.get_by_text("voraussichtlich bis").first).to_be_visible()
    expect(window.get_by_role("heading", name="Was daneben gemeldet ist")).to_be_visible()
    check(window)

    window.get_by_role("link", name="Nächsten Mangel in der Nähe melden").click()
    heading(window, "Haben Sie ein Foto?")
    window.get_by_role("button", name="Weiter: Ort").click()
    heading(window, "Wo ist der Schaden?")
    expect(window.locator("[data-picker-line]")).not_to_have_text("Noch kein Ort gewählt")
    assert float(window.locator("[data-picker-lon]").input_value()) == pytest.approx(reports[0].lon, abs=1e-4)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_figures_can_be_read_by_everybody(reports, windows, width):
    make_figures()
    window = windows(width=width)
    window.goto("/maengel/statistik/")
    heading(window, "Mängel in Zahlen")
    check(window)
    window.get_by_text("Werte als Tabelle").click()
    check(window)
    window.locator("summary", has_text="Was").click()
    check(window)


def test_the_desk_sees_the_units(reports, staff):
    make_figures()
    window = staff("admin@stadt.example")
    window.goto("/arbeitsplatz/maengel/statistik/")
    heading(window, "Mängel in Zahlen")
    expect(window.get_by_role("heading", name="Nach Einheit")).to_be_visible()
    check(window)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_choice_on_paper_is_accessible_too(reports, windows, width):
    window = windows(width=width)
    window.goto("/maengel/druck/?stand=alle")
    expect(window.get_by_role("button", name="Drucken")).to_be_visible()
    check(window)
    window.emulate_media(media="print")
    expect(window.get_by_role("button", name="Drucken")).to_be_hidden()


def test_the_frame_stands_for_itself(reports, windows):
    window = windows(width=480, height=1000)
    window.goto("/maengel/einbetten/?stand=alle")
    on_map(window)
    check(window)
    window.goto("/maengel/einbetten/anleitung/")
    check(window)


@pytest.fixture
def foreign(browser):
    """A browser that lets a page of the internet ask this machine: here the town is not on the internet."""
    flags = [*WEBGL, "--disable-features=LocalNetworkAccessChecks"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    yield chromium.new_context(locale="de-DE")
    chromium.close()


@pytest.mark.parametrize("is_allowed", [True, False])
def test_only_a_named_website_can_show_the_map(reports, foreign, live_server, is_allowed):
    """A real foreign page with the snippet in it."""
    if is_allowed:
        EmbedSite.objects.create(origin=OTHER_SITE)
    snippet = f'<iframe title="Mängel" src="{live_server.url}/maengel/einbetten/" width="600" height="600"></iframe>'
    foreign.route(f"{OTHER_SITE}/**", lambda route: route.fulfill(body=snippet, content_type="text/html"))
    page = foreign.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{OTHER_SITE}/seite")
    inside = page.frame_locator("iframe")

    if is_allowed:
        expect(inside.get_by_role("heading", level=1)).to_contain_text("offene Mängel")
        expect(inside.locator("#meldungen > li").first).to_be_visible()
        assert foreign.cookies() == []
    else:
        expect(inside.get_by_role("heading", level=1)).to_have_count(0)
        assert any("frame-ancestors" in text for text in said)
