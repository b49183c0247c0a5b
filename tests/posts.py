# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the forms of the desk as a browser would: opens every page of the house and collects what posts where, with its fields. For
test_desk_posts.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.factories.house import House

DESK = "/arbeitsplatz/"
# What a person types in freely; the rest is chosen, hidden or attached.
TYPED = {"text", "email", "tel", "search", "textarea", "number", "date", "url"}


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""


@dataclass
class PostForm:
    """One form: where it was found, where it posts to, its fields in order."""

    page: str
    action: str
    fields: list[Field] = field(default_factory=list)

    @property
    def values(self) -> dict[str, str]:
        """What a browser would send if nobody touched anything."""
        return {one.name: one.value for one in self.fields if one.kind not in {"file", "submit"}}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({one.name for one in self.fields}))


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[PostForm] = []
        self.open: PostForm | None = None
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = own.get("method", "").lower() == "post"
            action = urljoin(f"http://h{self.page}", own.get("action") or self.page)
            self.open = PostForm(self.page, urlsplit(action).path) if posts else None
        elif self.open is not None and own.get("name") and own["name"] != "csrfmiddlewaretoken":
            self._field(tag, own)
        elif tag == "option" and self.select is not None and ("selected" in own or not self.select.value):
            self.select.value = own.get("value", "")

    def _field(self, tag: str, own: dict[str, str]) -> None:
        assert self.open is not None
        kind = own.get("type", "text") if tag == "input" else tag if tag in {"textarea", "select"} else "submit"
        if tag == "input" and kind in {"checkbox", "radio"} and "checked" not in own:
            kind = "submit"
        one = Field(own["name"], kind, own.get("value", ""))
        self.open.fields.append(one)
        self.area = one if tag == "textarea" else self.area
        self.select = one if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open is not None:
            self.forms.append(self.open)
            self.open = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


def forms_in(html: str, page: str) -> list[PostForm]:
    parser = _Forms(page)
    parser.feed(html)
    return parser.forms


def forms_of_desk(client: Client, house: House) -> list[PostForm]:
    """Each form of the desk and its settings once, with real things in its address."""
    found: dict[tuple[str, tuple[str, ...]], PostForm] = {}
    for page in _pages(house):
        response = client.get(page)
        if response.streaming:
            # Read to its end a picture is closed, as by a browser.
            list(response.streaming_content)
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        for form in forms_in(response.content.decode(), page):
            if form.action.startswith(DESK):
                found.setdefault((form.action, form.names), form)
    return list(found.values())


def _pages(house: House) -> Iterator[str]:
    for name, path in house.paths():
        if path.startswith(DESK) and not name.startswith(("mfa_", "account_", "socialaccount_", "openid_")):
            yield path
