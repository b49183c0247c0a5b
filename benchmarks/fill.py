# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fills a database with any number of cases and reports with all their companions, by the database itself: a million in minutes.

Spread as real ones are: five years, three in ten still open, most in a few units, kinds, districts and streets of the town that is
there, people with common and with rare names, texts with frequent, seldom and single words. The same number gives the same rows.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from benchmarks import vocabulary
from benchmarks.rows import STAGING, STATEMENTS
from nahdran.cases.models import (
    Access,
    Assignment,
    Case,
    CaseSearch,
    ClockSegment,
    Deadline,
    FollowUp,
    Message,
    Party,
    StatusChange,
)
from nahdran.cases.operations.words import spellings
from nahdran.kit.ids import format_reference
from nahdran.org.models import Membership, Unit
from nahdran.places.models import Address
from nahdran.reports.models import Category, Report

PREFIX = "BEN"
YEARS = 5
# In the order in which they are written.
TABLES: tuple[type[models.Model], ...] = (
    Case, Access, Message, StatusChange, Assignment, Deadline, ClockSegment, Party, FollowUp, CaseSearch, Report,
)  # fmt: skip


def fill(count: int, tell: Any = lambda text: None) -> None:
    """Bring the number of made-up cases to ``count`` and let the planner know. What people entered stays."""
    with _without_indexes(tell):
        _clear()
        base = _stage(count)
        for model in TABLES:
            started = time.monotonic()
            _write(model)
            tell(f"{model._meta.db_table}: {time.monotonic() - started:.0f} s")
        _advance(base + count)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE made")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _without_indexes(tell: Any) -> Iterator[None]:
    """Rows go in without their indexes and without asking for each reference; the indexes are built at once afterwards."""
    tables = [model._meta.db_table for model in TABLES]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
            [tables],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        started = time.monotonic()
        with connection.cursor() as cursor:
            for _name, definition in indexes:
                cursor.execute(definition)
            cursor.execute("SET session_replication_role = origin")
        tell(f"{len(indexes)} indexes: {time.monotonic() - started:.0f} s")


def _clear() -> None:
    """Take out what an earlier call has made; the case itself last."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT 1 FROM cases_case WHERE reference LIKE %s LIMIT 1", [f"{PREFIX}-%"])
        if cursor.fetchone() is None:
            return
        for model in reversed(TABLES):
            column = "id" if model is Case else "case_id"
            cursor.execute(
                f"DELETE FROM {model._meta.db_table} WHERE {column} IN (SELECT id FROM cases_case WHERE reference LIKE %s)",
                [f"{PREFIX}-%"],
            )


def _stage(count: int) -> int:
    """One row for each case with everything that is chosen for it; returns the number before the first new one."""
    base = Case.objects.aggregate(models.Max("id"))["id__max"] or 0
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE number (n bigint, reference text, spellings text)")
        with cursor.copy("COPY number FROM STDIN") as copy:
            for n in range(1, count + 1):
                year = (now - timedelta(days=365 * YEARS * (1 - n / count))).year
                reference = format_reference(PREFIX, year, n)
                copy.write_row((n, reference, spellings(reference)))
        cursor.execute(
            "CREATE OR REPLACE FUNCTION pg_temp.pick(n bigint, seed bigint, among int) RETURNS int LANGUAGE sql IMMUTABLE"
            " AS 'SELECT ((hashint8extended(n, seed) & 2147483647) % among)::int + 1'"
        )
        cursor.execute(STAGING, _choices(base, count))
        cursor.execute("DROP TABLE number")
    return base


def _choices(base: int, count: int) -> dict[str, Any]:
    """What there is to choose from. A unit, kind or street stands in its list as often as it weighs."""
    units = list(Unit.objects.filter(is_active=True).order_by("id").values_list("id", flat=True))
    members = dict.fromkeys(units, 0)
    for unit, user in Membership.objects.order_by("-user_id").values_list("unit_id", "user_id"):
        members[unit] = user
    kinds = list(Category.objects.order_by("id").values_list("id", flat=True))
    weighted = [unit for rank, unit in enumerate(units) for _ in range(max(8 - rank, 1))]
    houses = Address.objects.order_by("id").values_list("id", flat=True)
    return {
        "base": base,
        "count": count,
        "years": YEARS,
        "units": weighted,
        "people": [members.get(unit) or None for unit in weighted],
        "kinds": [kind for rank, kind in enumerate(kinds) for _ in range(max(12 - rank, 1))],
        "houses": list(houses),
        **vocabulary.LISTS,
    }


def _write(model: type[models.Model]) -> None:
    """Insert the rows of one table; a column that is younger than the statement gets the default of its field."""
    columns, source = STATEMENTS[model._meta.db_table]
    known = columns.replace('"', "").split(", ")
    rest = {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in known and not field.primary_key and not field.null
    }
    names = ", ".join([columns, *rest])
    # The first FROM is that of the statement itself; what is chosen before it stands at most on several lines.
    chosen, _from, origin = source.partition(" FROM ")
    values = ", ".join([chosen, *["%s"] * len(rest)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {origin}", list(rest.values())
        )


def _advance(last: int) -> None:
    """The next case that people open must not meet a number that is taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('cases_case', 'id'), %s)", [max(last, 1)])
