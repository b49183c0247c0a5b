# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inside of what comes after a closing: opening and settling matters for the desk. Called by the other verbs, with the case locked."""

from datetime import datetime

from nahdran.accounts.models import User
from nahdran.cases.enums import Outcome, RevisitSort
from nahdran.cases.models import Case, Hint, Message, Revisit, StatusChange
from nahdran.cases.queries.aftercare import aftercare_settings
from nahdran.org.queries import calendar


def closing_of(case: Case) -> StatusChange | None:
    """The step that settled the case; None while it is open."""
    if case.is_open:
        return None
    return StatusChange.objects.filter(case=case, end=case.status).order_by("-at", "-id").first()


def open_revisit(case: Case) -> Revisit | None:
    return Revisit.objects.filter(case=case, decided_at=None).first()


def wait_for_desk(case: Case, message: Message) -> Revisit | None:
    """What a person wrote about a settled case waits for the desk, with a day by which it is answered. One matter is enough for several messages.

    Sets ``case.due_at``; the caller saves it.
    """
    change = closing_of(case)
    if change is None:
        return None
    found = open_revisit(case)
    if found is not None:
        return found
    due_at = calendar().due_at(message.at, aftercare_settings().decide_days)
    case.due_at = due_at
    return Revisit.objects.create(
        case=case, change=change, sort=RevisitSort.MESSAGE, message=message, asked_at=message.at, due_at=due_at
    )


def settle(case: Case, outcome: Outcome, *, actor: User | None, at: datetime, sort: str = "") -> int:
    """Note what became of the open matter, if there is one (of this ``sort``). Returns how many there were: one or none."""
    rows = Revisit.objects.filter(case=case, decided_at=None)
    if sort:
        rows = rows.filter(sort=sort)
    return rows.update(decided_at=at, outcome=outcome, actor=actor)


def set_hints_aside(case: Case, at: datetime) -> int:
    return Hint.objects.filter(case=case, set_aside_at=None).update(set_aside_at=at)
