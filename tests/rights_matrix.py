# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the table of who may open what (rights_matrix.txt) and walks the addresses of the house. Used by test_rights_matrix.py.

How to add a row stands in docs/developing.md, section "Rights".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("rights_matrix.txt")
FACES = ("guest", "citizen", "staff", "clerk", "editor", "admin")
SIGN_INS = {"in": "/arbeitsplatz/anmelden/", "konto": "/konto/anmelden/"}
SAMPLES = {
    "int": "0",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "slug": "gibt-es-nicht",
    "str": "gibt-es-nicht",
    "path": "gibt-es-nicht",
}
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Addresses of Wagtail's administration are many and not ours; one row stands for all of them.
BY_PREFIX = ("redaktion/",)


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name with namespaces, and a path in which every part that varies names nothing that exists."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    method: str
    name: str
    expected: dict[str, str]


def addresses() -> list[Address]:
    """Every address of the house, each once."""
    found: dict[tuple[str, str], Address] = {}
    for name, route in routes():
        prefix = next((each for each in BY_PREFIX if route.startswith(each)), None)
        address = Address(f"/{prefix}**" if prefix else name or f"/{route}", f"/{_sample(route)}")
        found.setdefault((address.name, address.path), address)
    return sorted(found.values(), key=lambda each: (each.name, each.path))


def routes() -> Iterator[tuple[str, str]]:
    """The name with namespaces and the route of every address."""
    return _walk(get_resolver().url_patterns, "", "")


def rows() -> list[Row]:
    """The lines of the table: METHOD (GET if left out), name, and one word for each face."""
    table = []
    for number, line in enumerate(TABLE.read_text().splitlines(), start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0] not in {"GET", "POST"}:
            words.insert(0, "GET")
        if len(words) != 2 + len(FACES):
            raise ValueError(
                f"rights_matrix.txt:{number}: a name and {len(FACES)} words are wanted: {', '.join(FACES)}."
            )
        table.append(Row(words[0], words[1], dict(zip(FACES, words[2:], strict=True))))
    return table


def _walk(patterns: list[URLPattern | URLResolver], namespace: str, before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else "", route)


def _sample(route: str) -> str:
    """A path that fits the route. Regular expressions are only met at Wagtail's pages and in its administration."""
    if "(?" in route or route.endswith("$") or "^" in route:
        return re.sub(r"\(\?[^)]*\)[)$]*|[\^$]|\(.*\)", "", route)
    return CONVERTER.sub(lambda found: SAMPLES.get(found["kind"] or "str", "gibt-es-nicht"), route)
