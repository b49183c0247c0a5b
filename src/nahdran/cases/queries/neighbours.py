# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case before and the case after in the list somebody came from, so that they can work through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nahdran.cases.models import Case
from nahdran.cases.queries.counting import LIMIT
from nahdran.cases.queries.inbox import Filters, count_views, listed, order_of


@dataclass(frozen=True, slots=True)
class Place:
    """``position`` of ``count``, while the list is short enough to count."""

    position: int | None
    count: int


def place_in_list(user: Any, case: Case, *, view: str, filters: Filters) -> Place:
    """Where the case stands in the list. One query, which also counts the views for the rail."""
    cases = listed(user, view, filters)
    before = _side(case, cases, order_of(view, filters), back=True)
    counts = count_views(user, {"before": before, "all": cases})
    # A case that has left the list since has no place in it.
    is_there = counts["before"] < counts["all"] < LIMIT
    return Place(counts["before"] + 1 if is_there else None, counts["all"])


def neighbour_sets(user: Any, case: Case, *, view: str, filters: Filters) -> tuple[QuerySet[Case], QuerySet[Case]]:
    """The case before and the case behind, each as a set of at most one. A case that has left the list has neighbours all the same."""
    cases = listed(user, view, filters)
    order = order_of(view, filters)
    turned = [field[1:] if field.startswith("-") else f"-{field}" for field in order]
    before = _side(case, cases, order, back=True).order_by(*turned)[:1]
    return before, _side(case, cases, order, back=False).order_by(*order)[:1]


def _side(case: Case, cases: QuerySet[Case], order: Sequence[str], *, back: bool) -> QuerySet[Case]:
    """The part of the list before or behind the case; a case without the value that orders the list has no place in it."""
    if any(getattr(case, field.lstrip("-")) is None for field in order):
        return cases.none()
    return cases.filter(_beyond(order, case, back=back))


def _beyond(order: Sequence[str], case: Case, *, back: bool) -> Q:
    """The rows before (``back``) or behind ``case`` in ``order``. The first bound stands alone once more, so that the index starts there."""
    condition, same = Q(), Q()
    for field in order:
        name = field.lstrip("-")
        condition |= same & Q(**{f"{name}__{_side_of(field, back=back)}": getattr(case, name)})
        same &= Q(**{name: getattr(case, name)})
    first = order[0].lstrip("-")
    return condition & Q(**{f"{first}__{_side_of(order[0], back=back)}e": getattr(case, first)})


def _side_of(field: str, *, back: bool) -> str:
    return "lt" if field.startswith("-") != back else "gt"
