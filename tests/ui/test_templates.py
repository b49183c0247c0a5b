# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every template of the house: compiles, and carries no script, style or handler of its own, which the Content Security Policy forbids."""

import re
from pathlib import Path

import pytest
from django.template import Engine

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nahdran"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
MAIL = re.compile(r"(/mail/|shell/mail\.html$)")
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href)=[\"'](?:https?:)?//(?!www\.w3\.org)", re.IGNORECASE),
}


def name(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


def test_there_are_templates():
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_compiles(path: Path):
    Engine.get_default().get_template(name(path))


@pytest.mark.parametrize("path", [path for path in TEMPLATES if not MAIL.search(str(path))], ids=name)
def test_a_template_carries_nothing_that_the_policy_forbids(path: Path):
    text = path.read_text(encoding="utf-8")
    found = [kind for kind, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_says_its_licence(path: Path):
    assert "SPDX-License-" + "Identifier: EUPL-1.2" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_only_german_quotation_marks_in_its_words(path: Path):
    text = re.sub(r"\{[%{#].*?[%}#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r">[^<]*[“”][^<]*<", re.sub(r"„[^„“]*“", "", text))


def test_every_class_of_ours_in_a_template_has_a_style():
    styles = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*/client/**/*.css"))
    known = set(re.findall(r"\.(nd-[\w-]+)", styles))
    missing: dict[str, set[str]] = {}
    for path in TEMPLATES:
        for classes in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            plain = re.sub(r"\{%.*?%\}", " ", classes)
            # A name that goes on in a variable is checked by its component's choices.
            names = {
                word
                for word in plain.split()
                if word.startswith("nd-") and "{{" not in word and "}}" not in word and not word.endswith("--")
            }
            if names - known:
                missing.setdefault(name(path), set()).update(names - known)
    assert missing == {}
