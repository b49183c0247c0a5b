# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paging by key: the next page starts after the last row seen, so page 5,000 costs what page 1 costs.

A cursor names the sort values of the row to start after; it is opaque in the address and refused when it is not ours.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

# Ours are far shorter; a longer one could be nested deeper than the reader of JSON can follow.
_LONGEST = 1000


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: list[Row]
    next: str | None
    previous: str | None


class InvalidCursor(ValueError):
    """The cursor in the address was not made by us."""


def _encode(back: bool, values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([back, plain]).encode()).decode().rstrip("=")


def _decode(cursor: str, fields: int) -> tuple[bool, list[Any]]:
    if len(cursor) > _LONGEST:
        raise InvalidCursor(cursor)
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        back, values = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidCursor(cursor) from error
    if not isinstance(back, bool) or not isinstance(values, list) or len(values) != fields:
        raise InvalidCursor(cursor)
    if any("\0" in str(value) for value in values):
        raise InvalidCursor(cursor)
    return back, values


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind ``values`` in ``order``. The first bound stands alone once more, so that the index starts at the right place."""
    condition = Q()
    same = Q()
    for field, value in zip(order, values, strict=True):
        name, descending = field.lstrip("-"), field.startswith("-")
        condition |= same & Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
        same &= Q(**{name: value})
    first, descending = order[0].lstrip("-"), order[0].startswith("-")
    return condition & Q(**{f"{first}__{'lte' if descending else 'gte'}": values[0]})


def _turned(order: Sequence[str]) -> list[str]:
    return [field[1:] if field.startswith("-") else f"-{field}" for field in order]


def page_by_key(queryset: QuerySet[Row], order: Sequence[str], cursor: str = "", size: int = 20) -> Page[Row]:
    """One page of ``queryset``. ``order`` names columns that are never null and ends in a unique one."""
    back, values = _decode(cursor, len(order)) if cursor else (False, [])
    fields = _turned(order) if back else list(order)
    if values:
        try:
            queryset = queryset.filter(_after(fields, values))
        except (ValueError, TypeError, OverflowError, ValidationError) as error:
            raise InvalidCursor(cursor) from error
    rows = list(queryset.order_by(*fields)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()

    def key(row: Row) -> list[Any]:
        return [getattr(row, field.lstrip("-")) for field in order]

    has_next = bool(rows) and (back or more)
    has_previous = bool(rows) and (more if back else bool(values))
    return Page(
        rows=rows,
        next=_encode(False, key(rows[-1])) if has_next else None,
        previous=_encode(True, key(rows[0])) if has_previous else None,
    )
