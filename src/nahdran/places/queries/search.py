# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address search while typing: ``bindl haupt 3`` finds "Hauptstraße 3, Bindlach".

Words are beginnings of words, in any order; a number is a house number. Streets are found first (a few thousand rows, full-text
index), then their houses (plain index), so the time does not grow with the number of addresses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from nahdran.places.queries.hits import AddressHit, address_label
from nahdran.places.queries.spelling import corrected
from nahdran.places.rules import name_key, words

_LONGEST_QUERY = 120
_CANDIDATES = 60
_PLACES = 3
_HOUSE_NUMBER = re.compile(r"^(\d{1,4})([a-z]?)$")

_STREETS = """
SELECT s.id, s.name, s.place, coalesce(d.name, ''), s.lon, s.lat, s.search
FROM places_street s LEFT JOIN places_district d ON d.id = s.district_id
WHERE s.vector @@ to_tsquery('simple', %s)
ORDER BY (s.search LIKE %s) DESC, length(s.name), s.name LIMIT %s
"""
_HOUSES = """
SELECT street_id, house_number, place, coalesce(d.name, ''), a.lon, a.lat
FROM places_address a LEFT JOIN places_district d ON d.id = a.district_id
WHERE a.street_id = ANY(%s)
  AND (a.number = %s OR a.number BETWEEN %s * 10 AND %s * 10 + 9 OR a.number BETWEEN %s * 100 AND %s * 100 + 99)
ORDER BY a.number, a.house_number LIMIT 400
"""
_PLACE_NAMES = """
SELECT n.name, coalesce(d.name, ''), n.lon, n.lat, n.kind
FROM places_placename n LEFT JOIN places_district d ON d.id = n.district_id
WHERE n.vector @@ to_tsquery('simple', %s)
ORDER BY (n.search LIKE %s) DESC, n.kind = 'settlement' DESC, length(n.name), n.name LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class _Query:
    words: tuple[str, ...]
    number: int | None = None
    letter: str = ""
    # Only the very house counts, because the text may also mean something else.
    is_exact: bool = False

    @property
    def tsquery(self) -> str:
        """Safe by construction: words consist of a-z and 0-9."""
        return " & ".join(f"{word}:*" for word in self.words)

    @property
    def beginning(self) -> str:
        return f"{self.words[0]}%"


def search_addresses(text: str, limit: int = 8) -> list[AddressHit]:
    """The best hits, addresses before streets when a number was typed. Nothing for an empty text; at most ``limit``."""
    for query in _readings(text[:_LONGEST_QUERY]):
        hits = _search(query, limit)
        if hits:
            return _told_apart(hits)
    return []


def _readings(text: str) -> Iterator[_Query]:
    """What the text may mean, the likeliest first. The last try mends a typing error; it is only made when all others found nothing."""
    parts = words(text)
    first = _with_number(parts)
    if not first.words:
        return
    if first.letter:
        yield replace(first, is_exact=True)
        if first.letter in parts:
            yield _Query((*first.words, first.letter), first.number)  # "Haupt 3 b": perhaps the beginning of the town
        first = replace(first, letter="")
    yield first
    if first.number is not None:
        yield _Query(tuple(parts))  # "Straße des 17. Juni": the number belongs to the name
    mended = corrected(first.words)
    if mended != first.words:
        yield replace(first, words=mended)


def _with_number(parts: list[str]) -> _Query:
    """The last number counts as the house number; a single letter behind it belongs to it ("12 a")."""
    for index in range(len(parts) - 1, -1, -1):
        match = _HOUSE_NUMBER.match(parts[index])
        if match and len(parts) > 1:
            rest, letter = parts[:index] + parts[index + 1 :], match[2]
            if not letter and len(rest) > index and len(rest[index]) == 1 and rest[index].isalpha():
                letter = rest.pop(index)
            return _Query(tuple(rest), int(match[1]), letter)
    return _Query(tuple(parts))


def _search(query: _Query, limit: int) -> list[AddressHit]:
    streets = _rows(_STREETS, [query.tsquery, query.beginning, _CANDIDATES])
    streets.sort(key=lambda row: _street_order(row, query))
    if query.number is None:
        return _with_places(streets, query, limit)
    hits = _houses(streets, query)[:limit] if streets else []
    if query.is_exact:
        return hits if any(_is_exact(hit, query) for hit in hits) else []
    if len(hits) < limit and not any(_is_exact(hit, query) for hit in hits):
        hits += [_street_hit(row) for row in streets[: min(3, limit - len(hits))]]
    return hits


def _street_order(row: Any, query: _Query) -> tuple[int, int, int, str]:
    """Whole words before beginnings, the street's own name before its place, then the shorter name."""
    known = set(row[6].split())
    whole = sum(1 for word in query.words if word in known)
    return -_words_in_name(row[1], query), -whole, len(row[1]), row[1]


def _words_in_name(name: str, query: _Query) -> int:
    """How many of the typed words begin a word of the street's own name."""
    own = words(name)
    return sum(
        1 for word in query.words if any(part.startswith(word) for part in own) or name_key(name).startswith(word)
    )


def _houses(streets: list[Any], query: _Query) -> list[AddressHit]:
    rank = {row[0]: index for index, row in enumerate(streets)}
    name = {row[0]: row[1] for row in streets}
    number = query.number
    rows = _rows(_HOUSES, [list(rank), number, number, number, number, number])
    typed = f"{number}{query.letter}"

    def order(row: Any) -> tuple[int, int, int, str]:
        written = name_key(row[1])
        # 3, then 3a, then 30: the same house before another one that begins with the same digit.
        exactness = 0 if written == typed else 1 if not written[len(typed) : len(typed) + 1].isdigit() else 2
        return exactness, rank[row[0]], len(written), written

    fitting = [row for row in rows if name_key(row[1]).startswith(typed)]
    return [
        AddressHit(
            address_label(name[street], number_text, place), name[street], number_text, place, district, lon, lat
        )
        for street, number_text, place, district, lon, lat in sorted(fitting, key=order)
    ]


def _is_exact(hit: AddressHit, query: _Query) -> bool:
    return name_key(hit.house_number) == f"{query.number}{query.letter}"


def _with_places(streets: list[Any], query: _Query, limit: int) -> list[AddressHit]:
    """A place named exactly so, then streets named so, then places, then streets that only lie in a place named so."""
    rows = _rows(_PLACE_NAMES, [query.tsquery, query.beginning, _PLACES])
    places = [AddressHit(_place_label(row[0], row[1]), "", "", row[0], row[1], row[2], row[3], "place") for row in rows]
    typed = "".join(query.words)
    exact = [hit for hit in places if name_key(hit.place) == typed]
    others = [hit for hit in places if hit not in exact]
    named = [_street_hit(row) for row in streets if _words_in_name(row[1], query)]
    lying = [_street_hit(row) for row in streets if not _words_in_name(row[1], query)]
    room = max(0, limit - len(exact) - len(others))
    return [*exact, *named[:room], *others, *lying][:limit]


def _place_label(name: str, district: str) -> str:
    return f"{name}, {district}" if district and district != name else name


def _street_hit(row: Any) -> AddressHit:
    _, name, place, district, lon, lat, _ = row
    return AddressHit(address_label(name, "", place), name, "", place, district, lon, lat, "street")


def _told_apart(hits: list[AddressHit]) -> list[AddressHit]:
    """Where two hits would read the same, the district is added."""
    labels = [hit.label for hit in hits]
    return [
        replace(hit, label=f"{hit.label} ({hit.district})") if labels.count(hit.label) > 1 and hit.district else hit
        for hit in hits
    ]


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
