# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a working day begins with: a few lines each of what is late, due today, to be looked at again, new, and one's own."""

from dataclasses import dataclass
from typing import Any

from nahdran.cases.models import Case
from nahdran.cases.queries.escalation import with_marks
from nahdran.cases.queries.inbox import Filters, Row, listed, order_of, rows_of

SHORT = 5


@dataclass(frozen=True, slots=True)
class Board:
    late: list[Row]
    today: list[Row]
    follow_up: list[Row]
    new: list[Row]
    mine: list[Row]


def board(user: Any) -> Board:
    """Five short lists; the lines of all of them are read together. A case that is late is not shown as due today once more."""
    today, newest = Filters(due="today"), Filters(sort="newest")
    lists = [
        _first(user, "overdue", Filters()),
        _first(user, "team", today),
        _first(user, "follow_up", Filters()),
        _first(user, "unassigned", newest),
        _first(user, "mine", Filters()),
    ]
    every = {case.pk: case for cases in lists for case in cases}
    rows = {row.case.pk: row for row in rows_of(list(every.values()))}
    late, due, follow_up, new, mine = ([rows[case.pk] for case in cases] for cases in lists)
    return Board(late, [row for row in due if row.due.tone != "late"], follow_up, new, mine)


def _first(user: Any, view: str, filters: Filters) -> list[Case]:
    cases = with_marks(listed(user, view, filters).select_related("unit", "assignee"))
    return list(cases.order_by(*order_of(view, filters))[:SHORT])
