# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case before and the case after in the list somebody came from, so that they can work through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value

from nahdran.cases.models import Case
from nahdran.cases.queries.counting import LIMIT, bounded_counts
from nahdran.cases.queries.inbox import Filters, filtered, order_of, view_of


@dataclass(frozen=True, slots=True)
class Neighbours:
    """References of the neighbours, empty at the ends; ``position`` of ``count`` while the list is short enough to count."""

    previous: str = ""
    next: str = ""
    position: int | None = None
    count: int = 0


def neighbours(user: Any, case: Case, *, view: str, filters: Filters) -> Neighbours:
    """Two queries, whatever the length of the list. A case that has left the list has neighbours all the same."""
    cases = filtered(view_of(user, view), filters)
    order = order_of(view, filters)
    if any(getattr(case, field.lstrip("-")) is None for field in order):
        return Neighbours()
    before, after = _beyond(order, case, back=True), _beyond(order, case, back=False)
    turned = [field[1:] if field.startswith("-") else f"-{field}" for field in order]
    found = dict(
        _first(cases.filter(before), turned, "before").union(_first(cases.filter(after), order, "after"), all=True)
    )
    counts = bounded_counts({"before": cases.filter(before), "all": cases})
    return Neighbours(
        previous=found.get("before", ""),
        next=found.get("after", ""),
        position=counts["before"] + 1 if counts["all"] < LIMIT else None,
        count=counts["all"],
    )


def _first(cases: QuerySet[Case], order: Sequence[str], side: str) -> Any:
    return cases.annotate(side=Value(side)).order_by(*order).values_list("side", "reference")[:1]


def _beyond(order: Sequence[str], case: Case, *, back: bool) -> Q:
    """The rows before (``back``) or behind ``case`` in ``order``."""
    condition, same = Q(), Q()
    for field in order:
        name = field.lstrip("-")
        lower = field.startswith("-") != back
        condition |= same & Q(**{f"{name}__{'lt' if lower else 'gt'}": getattr(case, name)})
        same &= Q(**{name: getattr(case, name)})
    return condition
