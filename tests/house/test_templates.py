# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must not stand in templates and client files: inline styles and scripts, foreign hosts, unmarked words."""

import ast
import re
from pathlib import Path

import pytest
from django.template import engines

SOURCES = Path(__file__).resolve().parents[2] / "src" / "nahdran"
TEMPLATES = sorted(SOURCES.glob("**/templates/**/*.html"))
# A mail program takes no stylesheet, so mails carry their looks with them.
PAGES = [file for file in TEMPLATES if "/mail/" not in file.as_posix() and file.name != "mail.html"]
CLIENT = [file for file in sorted(SOURCES.glob("*/client/**/*.ts")) if not file.name.endswith(".test.ts")]

INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
FOREIGN = re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//(?!www\.w3\.org)[^"'>\s]*""")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
DATA_SCRIPT = re.compile(r"""<script type="(?:application/(?:ld\+)?json|importmap)"[^>]*>""")
STRING = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")
GERMAN = re.compile(r"[äöüÄÖÜß]")
MARKED = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}


def text_of(file):
    return DATA_SCRIPT.sub("", COMMENT.sub("", file.read_text(encoding="utf-8")))


def name(file):
    return file.relative_to(SOURCES).as_posix()


def test_no_page_has_inline_styles_or_scripts():
    found = {name(file): match[0] for file in PAGES if (match := INLINE.search(text_of(file)))}

    assert found == {}


def test_no_page_asks_a_foreign_host_for_anything():
    found = {
        name(file): match[0]
        for file in PAGES
        for match in FOREIGN.finditer(text_of(file))
        if "<a " not in text_of(file)[max(0, match.start() - 200) : match.start()]
    }

    assert found == {}


def test_every_template_can_be_read():
    broken = {}
    for file in TEMPLATES:
        path = file.as_posix().rpartition("/templates/")[2]
        try:
            engines["django"].get_template(path)
        except Exception as error:  # noqa: BLE001  whatever is wrong with it is what we want to know
            broken[path] = repr(error)

    assert broken == {}


def test_client_files_carry_no_words_for_people():
    """Words come in by attributes, because only the server knows the language."""
    lines = {
        f"{name(file)}:{number}": line.strip()
        for file in CLIENT
        for number, line in enumerate(
            re.sub(
                r"/\*.*?\*/",
                lambda found: "\n" * found[0].count("\n"),
                file.read_text(encoding="utf-8"),
                flags=re.DOTALL,
            ).splitlines(),
            1,
        )
        if any(GERMAN.search(literal[2]) for literal in STRING.finditer(line.partition("//")[0]))
    }

    assert lines == {}


def gettext_mistakes(source):
    """Calls whose text nobody can find or translate: put together, formatted, or with placeholders that have no name."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED):
            continue
        for argument in node.args[: 2 if "n" in node.func.id[:2] else 1]:
            if not isinstance(argument, ast.Constant):
                yield node.lineno, "is not a plain text"
            elif isinstance(argument.value, str) and len(re.findall(r"%[sd]", argument.value)) > 1:
                yield node.lineno, "has several placeholders without names"


def test_marked_texts_can_be_found_and_translated():
    found = [
        f"{name(file)}:{line} {mistake}"
        for file in sorted(SOURCES.rglob("*.py"))
        for line, mistake in gettext_mistakes(file.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source", ['_(f"Hallo {name}")', '_("Hallo " + name)', '_("%s von %s")', '_("Hallo {}".format(name))']
)
def test_mistakes_with_gettext_would_be_found(source):
    assert list(gettext_mistakes(source))
