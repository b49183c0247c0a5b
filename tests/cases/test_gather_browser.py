# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many at once, kept filters, keys and merging in a real browser: without a mouse, on a phone, and as axe sees them."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nahdran.cases.models import Case
from nahdran.cases.operations import keep_filter, merge
from nahdran.cases.slots import Proposal, merge_proposals
from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.cases.test_browser import go, office, violations  # noqa: F401  a fixture and helps
from tests.factories.cases import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page, name):  # noqa: F811
    """For somebody who wants to look: NAHDRAN_PICTURES names the folder."""
    if folder := os.environ.get("NAHDRAN_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_many_cases_are_answered_with_the_keyboard_alone(live_server, page, office, complaints):  # noqa: F811
    unit, first, _second = office
    cases = [make_case(unit) for _ in range(3)]
    keep_filter(owner=first, name="Neue", view="team", query={"status": "NEW"})
    go(page, live_server, "desk:inbox")
    picture(page, "inbox-1280")
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("2 ausgewählt")).to_be_visible()
    page.get_by_label("Was soll geschehen?").select_option("ANSWER")
    page.get_by_role("button", name="Weiter mit den ausgewählten").press("Enter")
    page.get_by_label("Eigener Text").fill("Guten Tag {Name}, wir kommen.")
    picture(page, "bulk-form")
    assert violations(page) == []
    page.get_by_role("button", name="Weiter").press("Enter")
    expect(page.get_by_text("2 Vorgänge werden bearbeitet")).to_be_visible()
    picture(page, "bulk-confirm")
    assert violations(page) == []
    page.get_by_role("button", name="Ausführen").press("Enter")
    expect(page.get_by_text("Bei 2 von 2 Vorgängen erledigt.")).to_be_visible()
    assert violations(page) == []
    assert Case.objects.filter(messages__text="Guten Tag Erika Mustermann, wir kommen.").count() == 2
    assert len(cases) == 3
    assert complaints == []


def test_keys_lead_through_a_case_and_back(live_server, page, office, complaints):  # noqa: F811
    unit, _first, _second = office
    make_case(unit)
    make_case(unit)
    go(page, live_server, "desk:inbox")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/vorgang/**")
    first = page.url
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    picture(page, "keys")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_label("Text", exact=True)).to_be_focused()
    page.keyboard.type("ras")
    expect(page.get_by_label("Text", exact=True)).to_have_value("ras")
    page.get_by_label("Text", exact=True).fill("")
    page.get_by_label("Text", exact=True).blur()
    page.keyboard.press("a")
    expect(page.get_by_label("Zuständige Person")).to_be_focused()
    page.get_by_label("Zuständige Person").blur()
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/eingang/**")
    assert complaints == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_fit_and_are_accessible(live_server, page, office, kind, monkeypatch, width):  # noqa: F811
    unit, first, _second = office
    older, newer = make_case(unit), make_case(unit)
    third = make_case(unit)
    merge(case=third, into=older, actor=first)
    saved = keep_filter(owner=first, name="Neue", view="team", query={"status": "NEW"})
    keep_filter(owner=first, name="Meine", view="mine", query={})
    monkeypatch.setitem(merge_proposals._items, kind.key, lambda case: [Proposal(older, "35 m entfernt")])
    page.set_viewport_size({"width": width, "height": 6000})
    pages = {
        "inbox": reverse("desk:inbox"),
        "filters": reverse("desk:filters"),
        "filter": reverse("desk:filter", args=[saved.pk]),
        "merge": reverse("desk:merge", args=[newer.reference]),
        "separate": reverse("desk:separate", args=[third.reference]),
        "case": reverse("desk:case", args=[older.reference]),
        "merged-case": reverse("desk:case", args=[third.reference]),
    }
    wrong = {}
    for name, path in pages.items():
        page.goto(live_server.url + path)
        picture(page, f"{name}-{width}")
        wrong[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert {name: found for name, found in wrong.items() if found} == {}


def test_without_a_script_the_whole_list_is_taken(live_server, browser, office, page):  # noqa: F811
    unit, _first, _second = office
    make_case(unit)
    make_case(unit)
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    context.add_cookies(page.context.cookies())
    window = context.new_page()
    window.goto(live_server.url + reverse("desk:inbox"))
    window.get_by_label("Was soll geschehen?").select_option("ASSIGN")
    window.get_by_role("button", name="Weiter mit allen").click()
    window.get_by_role("button", name="Weiter").click()
    window.get_by_role("button", name="Ausführen").click()
    expect(window.get_by_text("Bei 2 von 2 Vorgängen erledigt.")).to_be_visible()
    context.close()
