# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people type into the search field of the desk, turned into one condition: German words, or a number in any spelling."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean_line

LONGEST = 200
MOST_WORDS = 8
_WORD = re.compile(r"[\w./-]+")
# The beginning of a reference with spaces or hyphens between its parts.
_BEGUN = re.compile(r"^[A-Za-z]{2,4}[\s./_–-]*\d{4}[\s./_–-]+\d{1,9}$")


def matches(text: str) -> Q:
    """A whole reference finds its case; a word finds its grammatical forms, its beginning finds it while it is being typed."""
    text = clean_line(text)[:LONGEST].strip(" -./_–")
    try:
        return Q(reference=parse_reference(text))
    except InvalidReference:
        pass
    if _BEGUN.match(text):
        text = re.sub(r"[\s./_–-]+", "", text)
    words = [_plain(word) for word in _WORD.findall(text)[:MOST_WORDS]]
    terms = [f"('{word}' | '{word}':*)" for word in words if word]
    if not terms:
        return Q()
    return Q(search__document=SearchQuery(" & ".join(terms), config="german", search_type="raw"))


def _plain(word: str) -> str:
    """Only letters and digits: what remains cannot be read as an operator. Numbers lose their hyphens, as in the index."""
    if any(sign.isdigit() for sign in word):
        return "".join(sign for sign in word if sign.isalnum())
    return re.sub(r"[^\w]+", " ", word).strip().replace("_", " ").split(" ")[0]
