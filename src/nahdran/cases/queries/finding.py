# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people type into the search field of the desk: German words, or a number in any spelling, found among the cases of one list.

A word that stands everywhere is found by walking the list, a rare one by the index of words; each way is a disaster for the other, and the
planner guesses. So one small question looks first: how many of the cases at the front of the list have the words? Either way the time
does not grow with the archive.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value

from nahdran.cases.models import Case
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean_line

LONGEST = 200
MOST_WORDS = 8
_WORD = re.compile(r"[\w./-]+")
# The beginning of a reference with spaces or hyphens between its parts.
_BEGUN = re.compile(r"^[A-Za-z]{2,4}[\s./_–-]*\d{4}[\s./_–-]+\d{1,9}$")
# So many cases at the front of a list are looked at; if so many of them fit, walking it finds a page soon.
FRONT, DENSE = 600, 12
# A word that so many of them have is not worth asking the index for beside a rarer one: it would hand out half of the archive.
EVERYWHERE = FRONT // 15
# The beginning of a number ("7") is the beginning of very many.
_SHORT_NUMBER = re.compile(r"'\d{1,3}':\*")
# So many hits the index may give; more of them are found by walking.
MOST_HITS = 10_000
_TERM = "to_tsquery('german', %s)"
_LOOK = """
WITH front AS MATERIALIZED ({front}),
fitting AS MATERIALIZED (
    SELECT count(*) AS seen, {densities},
           coalesce(array_agg(front.id) FILTER (WHERE ts_match_vq(words.document, {query})), ARRAY[]::bigint[]) AS hits
    FROM front LEFT JOIN cases_casesearch words ON words.case_id = front.id
),
asked AS MATERIALIZED (SELECT seen, hits, {query} AS whole, {rare} AS rare FROM fitting)
SELECT CASE WHEN numnode(whole) = 0 THEN ARRAY[]::bigint[]
       WHEN seen < %s THEN hits
       WHEN cardinality(hits) < %s
       THEN ARRAY(SELECT case_id FROM cases_casesearch
                  WHERE document @@ (SELECT CASE WHEN numnode(rare) = 0 THEN whole ELSE rare END && %s::tsquery FROM asked)
                  AND ts_match_vq(document, (SELECT whole FROM asked)) LIMIT %s) END
FROM asked
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text asks for: one reference, or terms in the language of PostgreSQL's text search. Neither: everything."""

    reference: str = ""
    terms: tuple[str, ...] = ()


def wanted(text: str) -> Wanted:
    """A whole reference means its case; a word means its grammatical forms, its beginning while it is being typed."""
    text = clean_line(text)[:LONGEST].strip(" -./_–")
    try:
        return Wanted(reference=parse_reference(text))
    except InvalidReference:
        pass
    if _BEGUN.match(text):
        text = re.sub(r"[\s./_–-]+", "", text)
    words = [_plain(word) for word in _WORD.findall(text)[:MOST_WORDS]]
    return Wanted(terms=tuple(f"'{word}':*" for word in words if word))


def found_in(cases: QuerySet[Case], text: str, *, order: Sequence[str], marks: str) -> QuerySet[Case]:
    """The cases of a list that fit. One query, which chooses the way; none for a reference.

    ``order`` is that of the list; ``marks`` (see ``marks_of``) may leave out what is not in the list and must keep all that is.
    """
    asked = wanted(text)
    if asked.reference:
        return cases.filter(reference=asked.reference)
    if not asked.terms:
        return cases
    hits = _look(cases.order_by(*order), asked.terms, marks)
    if hits is not None:
        among = Value(hits, output_field=ArrayField(BigIntegerField()))
        return cases.filter(
            Func(F("pk"), among, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
        )
    query: Any = SearchQuery(" & ".join(asked.terms), config="german", search_type="raw")
    # As a function the comparison cannot use the index of words, which would be the wrong way here.
    return cases.filter(Func(F("search__document"), query, function="ts_match_vq", output_field=BooleanField()))


def marks_of(units: Any, *, is_open: bool) -> str:
    """The marks that the cases of a list carry in the index of words: open or not, and of these units; see the migration 0003."""
    parts = ["'#o'"] if is_open else []
    if isinstance(units, set):
        parts.append("(" + " | ".join(f"'#u{unit}'" for unit in sorted(units) or [0]) + ")")
    return " & ".join(parts)


def _look(cases: QuerySet[Case], terms: Sequence[str], marks: str) -> list[int] | None:
    """The ids that fit: all of a short list, those that the index of words gives in a long one, or None where walking the list is the
    better way. Words without meaning ("der") find nothing."""
    try:
        front, values = cases.values("id")[:FRONT].query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking that the list is empty
        return []
    numbers = range(len(terms))
    statement = _LOOK.format(
        front=front,
        query=" && ".join([_TERM] * len(terms)),
        densities=", ".join(
            f"count(*) FILTER (WHERE ts_match_vq(words.document, {_TERM})) AS term_{n}" for n in numbers
        ),
        rare=" && ".join(
            f"CASE WHEN %s AND term_{n} < {EVERYWHERE} THEN {_TERM} ELSE ''::tsquery END" for n in numbers
        ),
    )
    worth = [pair for term in terms for pair in (not _SHORT_NUMBER.fullmatch(term), term)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *[*terms] * 3, *worth, FRONT, DENSE, marks, MOST_HITS + 1])
        (hits,) = cursor.fetchone()
    return hits if hits is not None and len(hits) <= MOST_HITS else None


def _plain(word: str) -> str:
    """Only letters and digits: what remains cannot be read as an operator. Numbers lose their hyphens, as in the index."""
    if any(sign.isdigit() for sign in word):
        return "".join(sign for sign in word if sign.isalnum())
    return re.sub(r"[^\w]+", " ", word).strip().replace("_", " ").split(" ")[0]
