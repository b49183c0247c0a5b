# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""English is complete, and the tool that says so would notice if it were not."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from django.apps import apps
from django.utils.translation import gettext, override
from tools import messages


def test_the_english_catalogue_is_complete():
    assert messages.check() == []


def test_texts_are_found_in_python_and_in_templates(tmp_path):
    python, page = tmp_path / "one.py", tmp_path / "page.html"
    python.write_text('label = _("Aus Python"); two = ngettext("ein Tag", "%(n)s Tage", n)')
    page.write_text(
        '{% translate "Aus der Vorlage" %}\n    <p title="{{ x|default:_("Ersatz") }}">(\n'
        "{% blocktranslate count n=n %}{{ n }} Mal{% plural %}{{ n }} Male{% endblocktranslate %}"
        '{% ui "button" label=_("Im Baustein") %}{% translate "Ort" context "Satz" %}'
    )

    found = [text for file in (python, page) for text in messages.texts_of(file)]

    assert found == [
        ("Aus Python", None),
        (("ein Tag", "%(n)s Tage"), None),
        ("Aus der Vorlage", None),
        ("Ersatz", None),
        (("%(n)s Mal", "%(n)s Male"), None),
        ("Im Baustein", None),
        ("Ort", "Satz"),
    ]


@pytest.mark.parametrize(
    ("source", "translation", "right"),
    [
        ("Hallo %(name)s", "Hello %(name)s", True),
        ("Hallo %(name)s", "Hello %(nom)s", False),
        ("Hallo", "", False),
        ("<b>Hallo</b>", "Hello", False),
        (("ein Tag", "%(n)s Tage"), ("one day", "%(n)s days"), True),
        (("ein Tag", "%(n)s Tage"), ("one day", "days"), False),
    ],
)
def test_a_translation_keeps_placeholders_and_tags(source, translation, right):
    assert (messages.problems(Message(source, translation)) == []) is right


def test_a_doubtful_translation_is_a_problem():
    assert messages.problems(Message("Hallo", "Hello", flags=["fuzzy"]))


def test_one_text_has_one_translation_in_all_apps_or_a_context():
    def catalogue(*entries):
        made = Catalog()
        for text, translation, context in entries:
            made.add(text, translation, context=context)
        return made

    one = catalogue(("Ort", "Place", None), ("Ort", "Town", "Anschrift"), ("Nummer", "", None))
    other = catalogue(("Ort", "Town", None), ("Nummer", "Number", None))

    assert messages.contradictions({"one": one, "two": one}) == []
    assert messages.contradictions({"one": one, "other": other}) == [
        "one and other: 'Ort' has two translations; give one of them a context"
    ]


def test_german_is_shown_as_it_was_written():
    """Packages bring German catalogues of their own; none of them may have words for one of our sentences."""
    folders = messages.app_folders()
    with override("de"):
        changed = {
            text: gettext(text)
            for app in folders
            for message in messages.extracted(app, folders)
            if not message.context and isinstance(text := message.id, str) and text and gettext(text) != text
        }

    assert changed == {}


def test_texts_are_marked_by_names_that_the_extractor_knows():
    """``gettext_lazy as _lazy`` works, but its texts would never reach a catalogue."""
    alias = re.compile(r"^\s*(?:from django\.utils\.translation import .*)?\b(n?p?gettext\w*) as (\w+)", re.MULTILINE)
    found = {
        f"{file.relative_to(messages.SOURCES)}: {match[0].strip()}"
        for file in sorted(messages.SOURCES.rglob("*.py"))
        for match in alias.finditer(file.read_text(encoding="utf-8"))
        if match[2] not in messages.KEYWORDS
    }

    assert found == set()


def test_every_app_of_ours_is_looked_at():
    ours = {config.path for config in apps.get_app_configs() if config.name.startswith("nahdran.")}

    assert ours <= {str(folder) for folder in messages.app_folders()}
