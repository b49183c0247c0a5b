# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Desk and status page in a real browser: two clerks at once, drafts that save themselves, wordings, keys, phone, axe."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from nahdran.cases import access
from nahdran.cases.models import Draft, Message, ReplyTemplate
from nahdran.cases.operations import ask_back, look_at, receive_message
from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.factories.accounts import client_of
from tests.factories.cases import LEAD, make_case, make_person, make_town, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def office(live_server, page):  # noqa: F811
    """A unit with two clerks, of whom the first is signed in."""
    make_town()
    unit = make_unit("Bauhof")
    first, second = make_person(unit, rights=LEAD, name="Berta Hofmann"), make_person(unit, name="Luca Lampe")
    cookie = client_of(first).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return unit, first, second


def violations(page):  # noqa: F811
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{item['id']}: {node['html'][:140]}" for item in found["violations"] for node in item["nodes"]]


def go(page, live_server, name, *args, query=""):  # noqa: F811
    page.goto(live_server.url + reverse(name, args=args) + query)


@pytest.mark.parametrize("width", [320, 1280, 1600])
def test_every_page_is_accessible_and_fits(live_server, page, office, complaints, width):  # noqa: F811
    unit, _first, second = office
    case = make_case(unit)
    ask_back(case=case, actor=second, text="Welche Nummer hat der Mast?")
    look_at(case=case, user=second, writing=True)
    ReplyTemplate.objects.create(title="Danke", text="Guten Tag {Name}")
    # So high that the bar at the lower edge covers nothing: what lies below it for a moment can be scrolled to.
    page.set_viewport_size({"width": width, "height": 6000})
    found = {}

    def look(name):
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    for name in ("desk:start", "desk:inbox", "desk:inbox_closed", "desk:new", "cases:lookup"):
        go(page, live_server, name)
        look(name)
    for name in ("desk:case", "desk:hand_over", "desk:contact", "desk:confidential", "desk:wordings"):
        go(page, live_server, name, case.reference)
        look(name)
    go(page, live_server, "desk:status", case.reference, "DONE")
    look("desk:status")
    page.goto(access.link_of(case).replace(settings.SITE_URL, live_server.url))
    look("cases:status")
    for name in ("cases:withdraw", "cases:reach"):
        go(page, live_server, name, case.reference)
        look(name)
    assert not {name: problems for name, problems in found.items() if problems}
    assert complaints == []


def test_what_is_typed_saves_itself_and_the_other_clerk_is_seen(live_server, page, office, complaints):  # noqa: F811
    unit, _first, second = office
    case = make_case(unit)
    page.clock.install()
    go(page, live_server, "desk:case", case.reference)
    page.get_by_label("Text", exact=True).fill("Wir kommen am Mittwoch.")
    page.clock.run_for(2_500)
    expect(page.get_by_text("gesichert,")).to_be_visible()
    assert Draft.objects.get(case=case).text == "Wir kommen am Mittwoch."
    look_at(case=case, user=second, writing=True)
    page.clock.run_for(13_000)
    expect(page.get_by_text("Luca Lampe schreibt gerade.")).to_be_visible()
    assert complaints == []


def test_an_outdated_answer_is_stopped_shown_and_sent_after_reading(live_server, page, office):  # noqa: F811
    unit, *_ = office
    case = make_case(unit)
    go(page, live_server, "desk:case", case.reference)
    receive_message(case=case, text="Es sind jetzt zwei Lampen dunkel.")
    page.get_by_label("Text", exact=True).fill("Wir reparieren die Lampe.")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Seitdem ist passiert:")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Wir reparieren die Lampe.")
    page.get_by_role("button", name="Gelesen, jetzt senden").click()
    expect(page.get_by_text("Ihre Antwort ist gesendet.")).to_be_visible()
    assert Message.objects.filter(case=case, direction="OUT").count() == 1


def test_a_wording_comes_from_the_dialog_and_a_note_keeps_the_text(live_server, page, office, complaints):  # noqa: F811
    unit, *_ = office
    case = make_case(unit)
    ReplyTemplate.objects.create(title="Danke", text="Guten Tag {Name}, wir kommen.")
    go(page, live_server, "desk:case", case.reference)
    page.get_by_role("button", name="Baustein", exact=True).click()
    page.get_by_role("button", name="Einfügen").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Guten Tag Erika Mustermann, wir kommen.")
    page.get_by_role("button", name="Interne Notiz").click()
    expect(page.get_by_text("Bleibt im Haus.")).to_be_visible()
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Die Notiz ist gespeichert.")).to_be_visible()
    assert Message.objects.get(case=case, direction="NOTE").text.startswith("Guten Tag Erika")
    assert complaints == []


def test_the_inbox_is_worked_by_keys_alone(live_server, page, office):  # noqa: F811
    unit, *_ = office
    cases = [make_case(unit) for _ in range(3)]
    go(page, live_server, "desk:inbox")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 von 3")).to_be_visible()
    assert cases[1].reference in page.url


def test_closing_asks_in_a_dialog(live_server, page, office):  # noqa: F811
    unit, *_ = office
    case = make_case(unit)
    go(page, live_server, "desk:case", case.reference)
    page.get_by_role("link", name="Erledigt melden").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Was hat die Stadt getan oder entschieden?").fill("Die Lampe leuchtet wieder.")
    dialog.get_by_role("button", name="Erledigt melden").click()
    expect(page.get_by_text("Der Vorgang ist abgeschlossen: Erledigt.")).to_be_visible()


def test_without_javascript_everything_works(live_server, browser, office):  # noqa: F811
    unit, first, _second = office
    case = make_case(unit)
    ReplyTemplate.objects.create(title="Danke", text="Wir kommen.")
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    cookie = client_of(first).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    window = context.new_page()
    go(window, live_server, "desk:inbox")
    window.get_by_role("link", name="Straßenlampe dunkel").click()
    window.get_by_label("Text", exact=True).fill("Guten Tag,")
    window.get_by_role("button", name="Baustein", exact=True).click()
    window.get_by_role("button", name="Einfügen").click()
    expect(window.get_by_label("Text", exact=True)).to_have_value("Guten Tag,\n\nWir kommen.")
    window.get_by_role("button", name="Rückfrage", exact=True).click()
    window.get_by_role("button", name="Senden").click()
    expect(window.get_by_text("Ihre Rückfrage ist gesendet.")).to_be_visible()
    window.goto(access.link_of(case).replace(settings.SITE_URL, live_server.url))
    window.get_by_label("Ihre Antwort").fill("Es ist die 2217.")
    window.get_by_role("button", name="Antwort senden").click()
    expect(window.get_by_text("Ihre Nachricht ist angekommen.")).to_be_visible()
    context.close()
