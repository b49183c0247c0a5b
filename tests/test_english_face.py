# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The English face is English: every address of the house, opened in English by everybody who may, holds no German sentence of ours.

What the town and its people have written may be German; where we know it, the element says so. Pages of other packages are not ours.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.test import Client
from django.utils.html import escape
from tools import messages

from nahdran.accounts.models import User
from nahdran.cases.access import grant
from nahdran.org.models import Unit
from nahdran.reports.draft_access import COOKIE, token_of
from tests.factories.accounts import client_of
from tests.factories.house import House, make_house
from tests.reading import texts_of

# A language is named in itself.
LANGUAGES = {"Deutsch"}
FOREIGN = ("wagtail", "mfa_", "account_", "socialaccount_", "openid_")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrif]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
# A pattern needs some words of its own, or it would fit everything.
LEAST = 6


@cache
def sentences() -> tuple[set[str], list[re.Pattern[str]]]:
    """Our German texts that are other words in English: those that stand alone, and those with something filled in."""
    exact, patterns = set(), []
    for app in messages.app_folders():
        for message in messages.stored(app):
            # The page of components shows invented content, such as names of streets.
            if message.locations and all("/samples" in place for place, _line in message.locations):
                continue
            sources = [message.id] if isinstance(message.id, str) else list(message.id)
            targets = [message.string] if isinstance(message.string, str) else list(message.string or [])
            for source in sources:
                text = " ".join(TAG.sub("", source).split())
                # What has no translation yet is the matter of another test (tests/house/test_messages.py).
                if not text or source in targets or not all(targets):
                    continue
                if not PLACEHOLDER.search(text):
                    exact.add(text)
                elif len(re.findall(r"\w", PLACEHOLDER.sub("", text))) >= LEAST:
                    patterns.append(re.compile(".+?".join(re.escape(part) for part in PLACEHOLDER.split(text))))
    return exact, patterns


def german_of_ours(page: str, names: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    """The German texts of ours that a page shows or reads out without saying that they are German."""
    exact, patterns = sentences()
    found = {text for text, language in texts_of(page) if language != "de"} - names
    return {text for text in found if text in exact or any(pattern.fullmatch(text) for pattern in patterns)}


def visitor(house: House, person: User | None) -> Client:
    """Somebody who reads English, has opened the concern by its link and has a report half written."""
    client = client_of(person)
    client.cookies["django_language"] = "en"
    session = client.session
    grant(session, house.case)
    session.save()
    client.cookies[COOKIE] = token_of(house.draft)
    return client


def pages(house: House, person: User | None) -> Iterator[tuple[str, str]]:
    """Each page that opens, with its address."""
    client = visitor(house, person)
    for name, path in house.paths():
        if name.startswith(FOREIGN) or "abmelden" in path:
            continue
        response = client.get(path)
        if response.streaming:
            response.getvalue()
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content:
            yield path, response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("face", ["guest", "citizen", "clerk", "admin"])
def test_no_page_shows_german_sentences_of_ours_to_readers_of_english(face: str) -> None:
    house = make_house()
    names = LANGUAGES | set(Unit.objects.values_list("name", flat=True))
    person = None if face == "guest" else getattr(house, face)

    found, seen = {}, 0
    for path, page in pages(house, person):
        seen += 1
        # Parts that a page fetches later have no language of their own.
        assert "<html" not in page or '<html lang="en"' in page, path
        if german := german_of_ours(page, names):
            found[path] = german

    assert found == {}
    assert seen > 20


@pytest.mark.django_db
def test_titles_of_cases_say_that_they_are_german() -> None:
    house = make_house()
    client = visitor(house, house.clerk)
    marked = f'<span lang="de">{escape(house.case.title)}</span>'

    for path in (f"/arbeitsplatz/vorgang/{house.case.reference}/", "/arbeitsplatz/eingang/"):
        assert marked in client.get(path).content.decode(), path


def test_a_german_sentence_would_be_found() -> None:
    exact, patterns = sentences()
    assert exact
    assert patterns
    page = '<html lang="en"><p>Mängel in der Stadt</p><p lang="de">Menü</p><a aria-label="Menü">x</a></html>'

    assert german_of_ours(page) == {"Mängel in der Stadt", "Menü"}


def test_names_are_no_sentences() -> None:
    page = '<html lang="en"><p>Mängel in der Stadt</p></html>'

    assert german_of_ours(page, {"Mängel in der Stadt"}) == set()
