# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and times are written in one place (``nahdran.kit.dates``), or a page in English would have German dates."""

import ast
import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src" / "nahdran"
TEMPLATES = [
    file
    for file in sorted(SOURCES.glob("**/templates/**/*.*"))
    # The leaf of a calendar: weekday, number and month, each alone.
    if not file.as_posix().endswith("/ui/date.html")
]
PYTHON = [
    file
    for file in sorted(SOURCES.rglob("*.py"))
    if file != SOURCES / "kit" / "dates.py" and "formats" not in file.parts
]
FILTER = re.compile(r"""\|\s*(date|time)\b(?::\s*(?:"([^"]*)"|'([^']*)'|([\w.]+)))?|\{%\s*now\b""")
# What machines read, in `datetime` attributes.
FOR_MACHINES = {"c", "Y-m-d"}
WRITERS = {"date_format", "time_format", "strftime", "naturalday", "format_date", "format_datetime"}
ISO = re.compile(r"%Y-%m-%d([ T]%H:%M:%S)?")


def patterns_in_template(source):
    """Each date pattern that somebody wrote by hand."""
    for match in FILTER.finditer(source):
        if (match[2] or match[3]) not in FOR_MACHINES:
            yield match[0]


def patterns_in_python(source):
    """Lines that write a moment by themselves; ISO days, for files and machines, may stand in f-strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in WRITERS:
                yield node.lineno
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(str(part.value) for part in node.format_spec.values if isinstance(part, ast.Constant))
            if "%" in spec.rstrip("%") and not ISO.fullmatch(spec):
                yield node.lineno


def test_no_template_has_a_date_pattern_of_its_own():
    found = {
        f"{file.relative_to(SOURCES)}": list(patterns_in_template(file.read_text(encoding="utf-8")))
        for file in TEMPLATES
    }

    assert {file: patterns for file, patterns in found.items() if patterns} == {}


def test_no_code_writes_days_or_times_by_itself():
    found = [
        f"{file.relative_to(SOURCES)}:{line}"
        for file in PYTHON
        for line in patterns_in_python(file.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("source", ['{{ at|date:"j. F Y" }}', "{{ at|date }}", "{{ at|time:'H:i' }}", '{% now "Y" %}'])
def test_a_pattern_in_a_template_would_be_found(source):
    assert list(patterns_in_template(source))


@pytest.mark.parametrize("source", ['at.strftime("%d")', 'date_format(at, "j. F")', 'f"{at:%d.%m.%Y}"'])
def test_a_pattern_in_code_would_be_found(source):
    assert list(patterns_in_python(source))


def test_the_day_in_an_attribute_and_in_a_file_name_is_allowed():
    assert not list(patterns_in_template("<time datetime=\"{{ at|date:'c' }}\">"))
    assert not list(patterns_in_python('f"{now():%Y-%m-%d %H:%M:%S} {share:.1%}"'))
