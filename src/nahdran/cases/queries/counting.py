# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting with an end: nobody needs to know whether 4,812 or 4,813 cases wait, and counting all of them would cost the page."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

LIMIT = 100


def bounded_counts(sets: Mapping[str, QuerySet], limit: int = LIMIT) -> dict[str, int]:
    """How many rows each set has, at most ``limit``, all in one query."""
    return counts_and_rows(sets, None, limit)[0]


def counts_and_rows(
    sets: Mapping[str, QuerySet], rows: QuerySet | None, limit: int = LIMIT
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """The same, and the few rows of another set (``values``) with it in the same query."""
    counts = dict.fromkeys(sets, 0)
    parts: list[str] = []
    names: list[str] = []
    params: list[Any] = []
    for name, one in sets.items():
        try:
            sql, values = one.order_by().values("pk")[:limit].query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that nothing can match
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS bounded)")  # noqa: S608  Django's own SQL, values stay parameters
        names.append(name)
        params.extend(values)
    if rows is not None:
        sql, values = rows.query.sql_with_params()
        parts.append(f"(SELECT jsonb_agg(to_jsonb(one)) FROM ({sql}) AS one)")  # noqa: S608  as above
        params.extend(values)
    if not parts:
        return counts, []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        found = cursor.fetchone()
    counts.update(zip(names, found[: len(names)], strict=True))
    return counts, json.loads(found[-1] or "[]") if rows is not None else []


def capped(count: int) -> str:
    """``23``, or ``99+`` where counting stopped."""
    return str(count) if count < LIMIT else f"{LIMIT - 1}+"
