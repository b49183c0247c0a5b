# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person reads or hears on a page, and in which language the page says it is."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style"}
SAID = {"alt", "aria-label", "placeholder", "title"}
# Words that scripts put on the page; the server knows the language. What looks like a key is none.
FOR_SCRIPTS = re.compile(r"data-[\w-]+")
KEY = re.compile(r"[a-z0-9 _./-]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.language)
        for name, value in given.items():
            if name in SAID or (FOR_SCRIPTS.fullmatch(name) and not KEY.fullmatch(value)):
                self._note(value, language)
            if tag == "meta" and given.get("name") == "description" and name == "content":
                self._note(value, language)
            # A form's own value is content; on a button it is its name.
            if tag == "input" and given.get("type") in {"button", "submit"} and name == "value":
                self._note(value, language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(name == tag for name, _language in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not any(name in SILENT for name, _language in self.open):
            self._note(data, self.language)

    def _note(self, text: str, language: str) -> None:
        if text := " ".join(text.split()):
            self.found.append((text, language))


def texts_of(page: str) -> Iterator[tuple[str, str]]:
    """Each text with its language, in the order of the page: what is shown, what is read out, and what scripts will show."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    yield from reader.found
