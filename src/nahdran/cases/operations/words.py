# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words by which the desk's search finds a case. Whoever changes what a case says calls this in the same transaction."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value
from django.db.models.expressions import CombinedExpression

from nahdran.cases.models import Case, CaseSearch, Party
from nahdran.kit.text import clean_line

# Longer texts are cut: a document of PostgreSQL's text search must stay below one megabyte.
LONGEST = 20_000


def index_words(case: Case, place: str, text: str, *, names: Iterable[str] | None = None) -> None:
    """Set the words of a case anew: number and title before place before text and names. Who knows the ``names`` saves the question."""
    if names is None:
        names = Party.objects.filter(case=case).exclude(name="").values_list("name", flat=True)
    document = (
        SearchVector(Value(f"{spellings(case.reference)} {case.title}"), weight="A", config="german")
        + SearchVector(Value(place), weight="B", config="german")
        + SearchVector(Value(f"{text[:LONGEST]} {' '.join(names)}"), weight="C", config="german")
    )
    _set(case, document)


def add_words(case: Case, text: str) -> None:
    """Add the words of a later message or a new name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_casesearch SET document = document || setweight(to_tsvector('german', %s), 'C')"
            " WHERE case_id = %s AND length(document) < %s",
            [clean_line(text)[:LONGEST], case.pk, LONGEST],
        )


def keep_number_only(case: Case) -> None:
    """After the people of a case are forgotten, only its number finds it."""
    document = SearchVector(Value(spellings(case.reference)), weight="A", config="german")
    _set(case, document)


def _set(case: Case, document: CombinedExpression | SearchVector) -> None:
    CaseSearch.objects.bulk_create(
        [CaseSearch(case=case, document=document)],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["document"],
    )


def spellings(reference: str) -> str:
    """``LOH-2026-004817-K`` as people type it: whole without hyphens, and the number with and without zeros and letter."""
    prefix, year, number, letter = reference.split("-")
    short = number.lstrip("0")
    return f"{prefix}{year}{number}{letter} {number} {number}{letter} {short} {short}{letter}"
