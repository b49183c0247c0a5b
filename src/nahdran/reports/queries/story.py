# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of one released report, in public words: its steps, how far it has come, until when it should be done, what lies near.

Read by the public page of a report. Notes, messages and names of people do not come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Deadline, StatusChange
from nahdran.kit import clock
from nahdran.reports.queries.narrowing import ALL, Filters, released
from nahdran.reports.queries.nearest import nearest_of
from nahdran.reports.queries.public import PublicReport, rows_of, with_photos
from nahdran.reports.workflow import WORKFLOW

# So far away something may still have to do with it.
_NEIGHBOUR_M = 250


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One step of the way of a report, in public words."""

    at: datetime
    label: str
    text: str
    tone: str

    @property
    def icon(self) -> str:
        return {"work": "st-work", "ask": "help", "done": "check-circle", "stop": "close"}.get(self.tone, "check")

    @property
    def dot(self) -> str:
        """The tones that a dot of the timeline knows."""
        return self.tone if self.tone in {"work", "ask", "done"} else ""


@dataclass(frozen=True, slots=True)
class Story:
    """``reached``: when it came to each of the four stations. ``expected_at``: the promise that still holds; ``is_late`` once it has passed.

    While it ``rests`` there is none; afterwards it ``was_moved`` by as long as it has rested.
    """

    steps: list[PublicStep]
    reached: dict[int, datetime]
    expected_at: datetime | None
    is_late: bool
    rests: bool = False
    was_moved: bool = False


def story_of(case_id: int, *, is_open: bool) -> Story:
    """Two queries."""
    changes = list(StatusChange.objects.filter(case_id=case_id).order_by("at", "id"))
    pauses = bool(changes) and WORKFLOW.status(changes[-1].end).pauses
    due_at = _promised(case_id) if is_open and not pauses else None
    return Story(
        _steps(changes),
        _reached(changes),
        due_at,
        is_late=due_at is not None and due_at < clock.now(),
        rests=is_open and pauses,
        was_moved=due_at is not None and any(WORKFLOW.status(change.end).pauses for change in changes),
    )


def _promised(case_id: int) -> datetime | None:
    rows = Deadline.objects.filter(case_id=case_id, kind=DeadlineKind.SETTLE, met_at=None)
    return rows.values_list("due_at", flat=True).first()


def public_steps(case_id: int) -> list[PublicStep]:
    """The status changes in the order they happened. One query."""
    return _steps(list(StatusChange.objects.filter(case_id=case_id).order_by("at", "id")))


def _steps(changes: Sequence[StatusChange]) -> list[PublicStep]:
    """Two changes with the same public word and no text are one step."""
    steps: list[PublicStep] = []
    for change in changes:
        status = WORKFLOW.status(change.end)
        label = str(status.public_label)
        if steps and steps[-1].label == label and not change.public_text:
            continue
        steps.append(PublicStep(change.at, label, change.public_text, status.tone))
    return steps


def _reached(changes: Sequence[StatusChange]) -> dict[int, datetime]:
    """A station that it went back from does not count any more."""
    moments: dict[int, datetime] = {}
    for change in changes:
        phase = WORKFLOW.status(change.end).phase
        moments = {station: at for station, at in moments.items() if station <= phase}
        moments.setdefault(phase, change.at)
    return moments


def neighbours(report: PublicReport, limit: int) -> list[PublicReport]:
    """The nearest other released reports, open or settled, with their distance. At most four queries."""
    around = Filters(state=ALL, near=(report.lon, report.lat), metres=_NEIGHBOUR_M)
    found = nearest_of(around, (report.lon, report.lat), limit + 1)
    metres = {pk: far for pk, far in found if pk != report.case_id}
    rows = {row.case_id: row for row in rows_of(released().filter(pk__in=metres))} if metres else {}
    near = [replace(rows[pk], metres=round(far)) for pk, far in metres.items() if pk in rows]
    return with_photos(near[:limit])
