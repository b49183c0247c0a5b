# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map on other websites: only on those that the town has named, without cookies, and on paper."""

import pytest
from django.test import Client

from nahdran.audit.models import Entry
from nahdran.reports.models import EmbedSite
from nahdran.reports.operations import save_embed_sites
from nahdran.reports.origins import InvalidOrigin, parse_origin
from tests.factories.accounts import client_of, make_staff
from tests.factories.reports import IN_BIRK, INSIDE, make_report

FRAME, CODE, SETTINGS = (
    "/maengel/einbetten/",
    "/maengel/einbetten/anleitung/",
    "/arbeitsplatz/einstellungen/maengel/einbetten/",
)


def policy(response):
    directives = response["Content-Security-Policy"].split(";")
    return next(part.split()[1:] for part in directives if part.strip().startswith("frame-ancestors"))


def test_by_default_no_website_may_show_the_map(lamp):
    response = Client().get(FRAME)

    assert policy(response) == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_named_websites_may_and_everything_else_stays_strict(lamp):
    save_embed_sites(origins=["https://www.verein.de", "https://*.lohmar.de"], actor=None)

    response = Client().get(FRAME)

    assert policy(response) == ["'self'", "https://*.lohmar.de", "https://www.verein.de"]
    assert "X-Frame-Options" not in response.headers
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    for other in ("/maengel/", CODE, "/"):
        assert policy(Client().get(other)) == ["'none'"]


def test_the_frame_shows_the_choice_sets_no_cookie_and_opens_links_outside(lamp):
    shown = make_report(lamp, IN_BIRK, public=True)
    other = make_report(lamp, INSIDE, public=True)

    response = Client().get(f"{FRAME}?ortsteil=birk")
    html = response.content.decode()

    assert not response.cookies
    assert shown.case.reference in html
    assert other.case.reference not in html
    assert '<base target="_blank">' in html
    assert 'data-src="/maengel/karte.geojson?ortsteil=birk"' in html
    assert "<form" not in html


@pytest.mark.parametrize(
    ("part", "has_map", "has_list"), [("", True, True), ("karte", True, False), ("liste", False, True)]
)
def test_map_and_list_can_stand_alone(lamp, part, has_map, has_list):
    make_report(lamp, public=True)

    html = Client().get(f"{FRAME}?zeigen={part}").content.decode()

    assert ("<nd-map" in html, 'id="meldungen"' in html) == (has_map, has_list)


def test_the_snippet_carries_the_choice_and_says_who_may_use_it(lamp):
    save_embed_sites(origins=["https://www.verein.de"], actor=None)

    html = Client().get(f"{CODE}?ortsteil=birk&zeigen=karte").content.decode()

    assert "/maengel/einbetten/?ortsteil=birk&amp;amp;zeigen=karte" in html
    assert "&lt;iframe src=&quot;" in html
    assert "https://www.verein.de" in html


def test_nobody_can_smuggle_markup_into_the_snippet(lamp):
    html = Client().get(f"{CODE}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").content.decode()

    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://www.verein.de", "https://www.verein.de"),
        ("https://www.Verein.de/seite?x=1", "https://www.verein.de"),
        ("verein.de", "https://verein.de"),
        ("https://*.stadt.de", "https://*.stadt.de"),
        ("https://verein.de:8443", "https://verein.de:8443"),
        ("https://müller.de", "https://xn--mller-kva.de"),
    ],
)
def test_a_website_is_read_from_whatever_address_was_pasted(typed, origin):
    assert parse_origin(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "*",
        "https://*",
        "http://verein.de",
        "https://localhost",
        "https://a b.de",
        "https://x.de; script-src *",
        "javascript:alert(1)",
        "https://u@x.de",
        "https://x.de:99999",
    ],
)
def test_what_is_no_website_is_refused(typed):
    with pytest.raises(InvalidOrigin):
        parse_origin(typed)


@pytest.fixture
def manager(town):
    return client_of(make_staff(rights=["reports.manage"]))


def test_the_settings_name_the_websites_and_the_log_knows(manager):
    response = manager.post(SETTINGS, {"sites": "https://www.verein.de\nzeitung.de"})

    assert response.status_code == 302
    assert [site.origin for site in EmbedSite.objects.all()] == ["https://www.verein.de", "https://zeitung.de"]
    assert Entry.objects.get(action="reports.embed").data == {"sites": ["https://www.verein.de", "https://zeitung.de"]}
    manager.post(SETTINGS, {"sites": ""})
    assert not EmbedSite.objects.exists()


def test_a_wrong_line_is_named_and_nothing_is_saved(manager):
    response = manager.post(SETTINGS, {"sites": "https://gut.de\nhttp://schlecht.de"})

    assert response.status_code == 422
    assert "http://schlecht.de" in response.content.decode()
    assert not EmbedSite.objects.exists()


def test_saving_the_same_again_is_no_change(manager):
    for _number in range(2):
        manager.post(SETTINGS, {"sites": "https://www.verein.de"})

    assert Entry.objects.filter(action="reports.embed").count() == 1


def test_on_paper_map_and_list_have_the_same_numbers(lamp, clerk):
    first = make_report(lamp, IN_BIRK, public=True)
    make_report(lamp, INSIDE, public=True, public_text="Die Lampe flackert.")
    make_report(lamp, INSIDE)

    html = Client().get("/maengel/druck/").content.decode()

    assert "2 offene Mängel" in html
    assert html.count("Gemeldet am") == 2
    assert "Die Lampe flackert." in html
    assert first.case.reference in html


def test_the_picture_of_a_choice_needs_a_map(lamp):
    assert Client().get("/maengel/karte.svg").status_code == 404
