# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Colours, appearance and language: what a person chooses is kept in a cookie, and nobody is led away."""

import re

import pytest
from django.test import RequestFactory

from nahdran.shell import slots
from nahdran.shell.theme import current_stylesheet, forget_colours, stylesheet
from nahdran.shell.views import appearance

requests = RequestFactory()


def test_the_colours_are_two_numbers_and_may_be_kept_forever_under_their_hash():
    text, version = current_stylesheet()
    answer = appearance.colours(requests.get("/farben.css", {"v": version}))
    assert answer.content.decode() == text == ":root{--nd-town-hue:216;--nd-town-chroma:0.078}\n"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]


def test_an_old_address_of_the_colours_is_not_kept():
    assert appearance.colours(requests.get("/farben.css", {"v": "old"}))["Cache-Control"] == "public, max-age=60"


def test_colours_are_asked_for_once_and_anew_after_a_change(monkeypatch):
    asked = []
    monkeypatch.setattr(slots.colours, "ask", lambda: asked.append(1) or slots.TownColours(150, 0.085))
    first = current_stylesheet()
    assert current_stylesheet() == first
    assert len(asked) == 1
    monkeypatch.setattr(slots.colours, "ask", lambda: slots.TownColours(256, 0.12))
    forget_colours()
    assert current_stylesheet()[1] != first[1]


def test_nothing_but_numbers_reaches_the_stylesheet():
    with pytest.raises(ValueError, match="could not convert"):
        stylesheet(slots.TownColours("216;}body{display:none", 0.1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sent", "kept"), [("dark", "dark"), ("light", "light"), ("system", "system"), ("neon", "system"), ("", "system")]
)
def test_the_appearance_is_kept_in_a_cookie(sent, kept):
    answer = appearance.appearance(
        requests.post("/darstellung/", {"theme": sent, "next": "/maengel/?a=1", "keys": "on"})
    )
    assert (answer.status_code, answer["Location"]) == (302, "/maengel/?a=1")
    assert answer.cookies["nahdran_darstellung"].value == kept
    assert answer.cookies["nahdran_darstellung"]["httponly"]
    assert answer.cookies["nahdran_tasten"].value == "on"


def test_single_keys_are_switched_off_when_the_tick_is_gone():
    answer = appearance.appearance(requests.post("/darstellung/", {"theme": "dark"}))
    assert answer.cookies["nahdran_tasten"].value == "off"


def test_the_language_is_kept_and_an_unknown_one_is_not():
    answer = appearance.language(requests.post("/sprache/", {"language": "en", "next": "/x/"}))
    assert answer.cookies["django_language"].value == "en"
    assert answer["Location"] == "/x/"
    assert "django_language" not in appearance.language(requests.post("/sprache/", {"language": "xx"})).cookies


@pytest.mark.parametrize(
    "wanted", ["https://boese.example/", "//boese.example/", "/\\boese.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_site(wanted):
    for view, data in ((appearance.language, {"language": "en"}), (appearance.appearance, {"theme": "dark"})):
        assert view(requests.post("/x/", {**data, "next": wanted}))["Location"] == "/"


def test_the_language_cannot_be_changed_by_a_link():
    assert appearance.language(requests.get("/sprache/", {"language": "en"})).status_code == 405


def test_the_appearance_page_shows_the_present_choice(render):
    html = render("shell/appearance.html", chosen="dark", keys=False, back="/")
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["dark"]


def test_the_component_page_renders_every_part(render):
    from nahdran.shell.samples import sample_context

    html = render("shell/components.html", **sample_context())
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), sorted({name for name in ids if ids.count(name) > 1})
    assert html.count('class="nd-sample"') > 15
    assert html.count("<h1") == 1
