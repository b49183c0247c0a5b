# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands above the history of a case at the desk because of what people have said: matters to decide, hints, answers. No queries."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from nahdran.cases.due import running
from nahdran.cases.enums import Aspect, HintOrigin, HintSort, Score
from nahdran.cases.forms_after import KeepClosedForm
from nahdran.cases.models import Case, ClosingAnswer, Hint, Revisit
from nahdran.cases.moments import past
from nahdran.cases.queries.aftercare import hint_counts, revisit_sets
from nahdran.cases.slots import CaseSection, Rows, case_sections
from nahdran.kit import clock


def _context(case: Case, user: Any, rows: Rows) -> Mapping[str, Any] | None:
    matter = next((row for row in rows["revisits"] if row.decided_at is None), None) if not case.is_open else None
    shown = {
        "matter": _matter(case, matter) if matter else None,
        "hints": _hints(case, rows["hints"]) if rows["hints"] and case.is_open else None,
        "answers": [_answer(row) for row in rows["answers"]],
    }
    return shown if any(shown.values()) else None


def _matter(case: Case, row: Revisit) -> dict[str, Any]:
    now = clock.now()
    names = {"open_again": "open_again", "keep_closed": "keep_closed", "note": "note_matter"}
    return {
        "row": row,
        "text": row.message.text if row.message else "",
        "when": past(row.asked_at, now),
        "clock": running(row.asked_at, row.due_at, now),
        "form": KeepClosedForm(auto_id="keep_%s"),
        **{key: reverse(f"desk:{name}", args=[case.reference]) for key, name in names.items()},
    }


def _hints(case: Case, rows: list[Hint]) -> dict[str, Any]:
    """Counts, and the newest of each sort. The step that settles is offered, never taken."""
    now, counts = clock.now(), hint_counts(rows)
    newest = {sort: next((past(row.at, now) for row in rows if row.sort == sort), "") for sort in HintSort.values}
    workflow = case.of_kind.workflow
    done = next(
        (end for end in workflow.next_of(case.status) if end.closes and end.tone == "done" and end.action), None
    )
    return {
        "gone": counts[HintSort.GONE],
        "gone_when": newest[HintSort.GONE],
        "still": counts[HintSort.STILL],
        "still_when": newest[HintSort.STILL],
        "by_person": any(row.sort == HintSort.GONE and row.origin != HintOrigin.PUBLIC for row in rows),
        "aside": reverse("desk:hints_aside", args=[case.reference]),
        "close": reverse("desk:status", args=[case.reference, done.key]) if done else "",
        "close_label": done.action if done else "",
    }


def _answer(row: ClosingAnswer) -> dict[str, Any]:
    return {
        "row": row,
        "when": past(row.answered_at, clock.now()),
        "score": Score(row.score).label if row.score else "",
        "good": _aspects(row.good),
        "bad": _aspects(row.bad),
    }


def _aspects(keys: list[str]) -> str:
    return ", ".join(str(label) for key, label in Aspect.choices if key in keys)


def register() -> None:
    """Called once, when the app fills the slots."""
    case_sections.register(
        "aftercare",
        CaseSection(
            "aftercare",
            "cases/staff/aftercare.html",
            _context,
            lambda case, user: revisit_sets(case),
            part="main",
            order=10,
        ),
    )
