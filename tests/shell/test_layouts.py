# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The layouts: what stands in them, what the slots put there, and that they need nothing that may be gone."""

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from nahdran.shell import slots
from nahdran.shell.checks import check_slots
from nahdran.shell.slots import DeskNavItem, DeskSearch, FooterLink, MenuItem, NavItem, PagePart

LAYOUTS = ("shell/citizen.html", "shell/form.html", "shell/desk.html", "shell/message.html")
ERRORS = ("400", "403", "404", "413", "429", "500", "503")


@pytest.mark.parametrize("template", LAYOUTS)
def test_a_layout_starts_with_a_skip_link_to_its_main_part(render, template):
    html = render(template)
    assert html.index('class="nd-skip" href="#inhalt"') < html.index("<header")
    assert html.count("<main") == 1
    assert 'id="inhalt" tabindex="-1"' in html


@pytest.mark.parametrize("template", LAYOUTS)
def test_a_layout_speaks_the_chosen_language(render, template):
    assert '<html lang="de">' in render(template)
    with override("en"):
        assert '<html lang="en">' in render(template)


def test_navigation_comes_from_the_slots_in_their_order(render, empty_slots):
    slots.citizen_nav.register("b", NavItem("b", "Melden", "/melden/", "report", order=2, in_bar=True))
    slots.citizen_nav.register("a", NavItem("a", "Erledigen", "/erledigen/", "done", order=1))
    html = render("shell/citizen.html", current_nav="b")
    nav = html[html.index('class="nd-nav"') : html.index("</nav>", html.index('class="nd-nav"'))]
    assert re.findall(r"<a href=\"([^\"]+)\"( aria-current=\"page\")?>", nav) == [
        ("/erledigen/", ""),
        ("/melden/", ' aria-current="page"'),
    ]
    bar = html[html.index('class="nd-bar"') :]
    assert "Melden" in bar
    assert "Erledigen" not in bar


@pytest.mark.parametrize("place", ["head", "header"])
def test_apps_above_put_pieces_on_every_page_of_citizens(render, empty_slots, place):
    values = {"heading": "Ein Stück", "text": ""}
    shown = PagePart("shown", "ui/hint.html", place, lambda request: values)
    slots.page_parts.register("shown", shown)
    slots.page_parts.register("nothing", PagePart("nothing", "gibt/es/nicht.html", place, lambda request: None))

    for template, there in (("shell/citizen.html", True), ("shell/form.html", True), ("shell/desk.html", False)):
        assert ('class="nd-hint nd-meta"' in render(template)) == there


def test_an_entry_that_leads_nowhere_is_left_out_and_the_check_says_so(render, empty_slots):
    slots.citizen_nav.register("x", NavItem("x", "Ins Leere", "nirgends:hin", "report"))
    assert "Ins Leere" not in render("shell/citizen.html")
    assert [message.id for message in check_slots() if "nirgends:hin" in message.msg] == ["shell.W001"]


def test_the_footer_groups_its_links(render, empty_slots):
    slots.footer_links.register("i", FooterLink("i", "Impressum", "/impressum/", "Für alle", order=2))
    slots.footer_links.register("h", FooterLink("h", "Öffnungszeiten", "/zeiten/", "Hilfe", order=1))
    slots.footer_links.register("d", FooterLink("d", "Datenschutz", "/datenschutz/", "Für alle", order=3))
    footer = render("shell/citizen.html").split("<footer")[1]
    assert re.findall(r"<h2>([^<]+)</h2>", footer) == ["Stadt Lohmar", "Hilfe", "Für alle"]
    assert footer.index("Impressum") < footer.index("Datenschutz")


def test_the_town_stands_in_header_footer_and_title(render):
    html = render("shell/citizen.html", page_title="Seite")
    assert "<title>Seite – Stadt Lohmar</title>" in html
    assert 'href="tel:02246150"' in html
    assert "Vorführung: Zahlen, Termine und Vorgänge sind erfunden." in html


def test_the_language_switch_is_a_form_that_comes_back_to_this_page(render):
    html = render("shell/citizen.html", path="/maengel/?ortsteil=birk&seite=2")
    assert '<form method="post" action="/sprache/">' in html
    assert '<input type="hidden" name="next" value="/maengel/?ortsteil=birk&amp;seite=2">' in html
    assert '<button type="submit" name="language" value="en" lang="en">' in html
    assert 'href="/darstellung/?next=%2Fmaengel%2F%3Fortsteil%3Dbirk%26seite%3D2"' in html


def test_light_dark_and_the_devices_own_choice(render):
    assert "data-kern-theme" not in render("shell/citizen.html")
    assert '<html lang="de" data-kern-theme="dark">' in render(
        "shell/citizen.html", cookies={"nahdran_darstellung": "dark"}
    )
    assert "data-kern-theme" not in render("shell/citizen.html", cookies={"nahdran_darstellung": '"><script>'})


def test_single_keys_can_be_switched_off(render):
    assert 'data-keys="off"' in render("shell/desk.html", cookies={"nahdran_tasten": "off"})


def test_a_form_page_has_no_navigation_and_a_way_out(render):
    html = render("shell/form.html", cancel_url="/maengel/", form_title="Mangel melden")
    assert "nd-nav" not in html
    assert "nd-bar" not in html
    assert '<a class="nd-textbtn" href="/maengel/">Abbrechen</a>' in html


def test_the_rail_groups_counts_and_hides(render, empty_slots):
    slots.desk_nav.register("a", DeskNavItem("a", "Eingang", "/a/", "inbox", 1, badge=lambda request: 23))
    slots.desk_nav.register("b", DeskNavItem("b", "Überfällig", "/b/", "clock", 2, badge=lambda request: 2, alert=True))
    slots.desk_nav.register("c", DeskNavItem("c", "Leer", "/c/", "clock", 3, badge=lambda request: None))
    slots.desk_nav.register("d", DeskNavItem("d", "Geheim", "/d/", "lock", 4, visible=lambda request: False))
    slots.desk_nav.register("e", DeskNavItem("e", "Karte", "/e/", "map", 5, group="Werkzeuge"))
    html = render("shell/desk.html", current_desk="a")
    rail = html[html.index('class="nd-rail"') : html.index("<main")]
    assert '<span class="nd-count">23</span>' in rail
    assert '<span class="nd-count nd-count--alert">2</span>' in rail
    assert rail.count("nd-count") == 3  # two badges, one of them with its modifier
    assert "Geheim" not in html
    assert '<p id="nd-rail-2">Werkzeuge</p>' in rail
    assert '<a href="/a/" aria-current="page">' in rail


def test_signing_out_is_a_form(render, empty_slots):
    slots.desk_menu.register("out", MenuItem("out", "Abmelden", "/arbeitsplatz/abmelden/", "lock", post=True))
    html = render("shell/desk.html")
    form = html[html.index('<form method="post" action="/arbeitsplatz/abmelden/">') :]
    assert "csrfmiddlewaretoken" in form[:200]


def test_the_desk_searches_where_a_slot_says(render, empty_slots):
    assert 'role="search"' not in render("shell/desk.html")
    slots.desk_search.register("q", DeskSearch("q", "Vorgänge suchen", "/suche/"))
    html = render("shell/desk.html", desk_query='"lampe"')
    assert 'role="search" aria-label="Vorgänge suchen" action="/suche/"' in html
    assert 'value="&quot;lampe&quot;"' in html


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_neither_context_nor_database(code):
    html = get_template(f"{code}.html").template.render(Context())
    assert f"Fehler {code}" in html
    assert html.count("<h1") == 1
    assert "farben.css" not in html


def test_an_error_page_gives_the_number_of_the_request():
    assert "4711" in get_template("500.html").template.render(Context({"request_id": "4711"}))


def test_mails_carry_the_town(render):
    html = render("shell/mail.html")
    assert "Stadt Lohmar, Rathausstraße 4, 53797 Lohmar" in html
    assert "<script" not in html
    assert render("shell/mail.txt").rstrip().endswith("02246 150")


def test_a_flash_message_is_an_alert(render):
    assert 'kern-alert--success" role="status"' in render(
        "shell/citizen.html", messages=[Message(constants.SUCCESS, "Gespeichert.")]
    )
