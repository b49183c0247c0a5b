# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several small reads as one query. A page of one case needs a dozen of them, and each round trip costs more than its rows.

Every set is an ordinary queryset with ``values(...)``; what comes back are objects of its model with exactly these fields filled.
Columns of related objects are written with two underscores ("author__name"). Only for what a page shows, never for saving.
"""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet


def together(**sets: QuerySet[Any]) -> dict[str, list[Any]]:
    """The rows of each set under its name, all in one query."""
    found: dict[str, list[Any]] = {name: [] for name in sets}
    parts: list[str] = []
    names: list[str] = []
    params: list[Any] = []
    for name, rows in sets.items():
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that nothing can match
            continue
        parts.append(f"(SELECT jsonb_agg(to_jsonb(one)) FROM ({sql}) AS one)")  # noqa: S608  Django's own SQL, values stay parameters
        names.append(name)
        params.extend(values)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", params)
            for name, text in zip(names, cursor.fetchone(), strict=True):
                found[name] = [_object(sets[name].model, row) for row in json.loads(text or "[]")]
    return found


def _object(model: type[Model], row: dict[str, Any]) -> Model:
    own: dict[str, Any] = {}
    related: dict[str, dict[str, Any]] = {}
    for column, value in row.items():
        head, _, tail = column.partition("__")
        if tail:
            related.setdefault(head, {})[tail] = value
        else:
            own[column] = model._meta.get_field(column).to_python(value)  # type: ignore[union-attr]
    made = model(**own)
    made._state.adding = False
    for name, values in related.items():
        key = getattr(made, f"{name}_id")
        target: Any = model._meta.get_field(name).related_model
        setattr(made, name, None if key is None else _object(target, {target._meta.pk.attname: key, **values}))
    return made
