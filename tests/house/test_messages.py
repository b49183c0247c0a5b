# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""English is complete, and the tool that says so would notice if it were not."""

import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Message

from tools import messages

ROOT = Path(__file__).resolve().parents[2]


def test_the_english_catalogue_is_complete():
    result = subprocess.run(
        [sys.executable, ROOT / "tools" / "messages.py", "check"], capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout[-4000:]


def test_strings_are_found_in_python_and_in_templates(tmp_path):
    app = tmp_path / "example"
    (app / "templates").mkdir(parents=True)
    (app / "one.py").write_text('label = _("Aus Python")')
    (app / "templates" / "page.html").write_text(
        '{% translate "Aus der Vorlage" %}{% blocktranslate count n=n %}{{ n }} Mal{% plural %}{{ n }} Male{% endblocktranslate %}{% ui "button" label=_("Im Baustein") %}'
    )

    found = {message for _file, _line, message, _context in messages.strings_of(app)}

    assert found == {"Aus Python", "Aus der Vorlage", ("%(n)s Mal", "%(n)s Male"), "Im Baustein"}


def test_other_placeholders_are_a_complaint():
    assert list(messages.placeholder_complaints(Message("Hallo %(name)s", "Hello %(nom)s")))
    assert not list(messages.placeholder_complaints(Message("Hallo %(name)s", "Hello %(name)s")))
