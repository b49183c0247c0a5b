# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other programs are told of the reports (``webhooks``): noted in the transaction of the step, worded when it is sent (``hooks.py``)."""

from nahdran.cases.models import Case, StatusChange
from nahdran.cases.queries.parts import whole_of
from nahdran.reports.models import Report
from nahdran.reports.workflow import DUPLICATE, WORKFLOW
from nahdran.webhooks.operations import publish

SOURCE = "reports"
RELEASED, CHANGED, WITHDRAWN = "report.released", "report.changed", "report.withdrawn"
STATUS, ANSWERED, CLOSED = "report.status", "report.answered", "report.closed"
MERGED, SEPARATED, PARTS = "report.merged", "report.separated", "report.parts"


def released(report: Report) -> None:
    _tell(report.case, RELEASED)


def changed(report: Report) -> None:
    """What everybody reads of it is another than before."""
    _tell(report.case, CHANGED)


def withdrawn(report: Report) -> None:
    _tell(report.case, WITHDRAWN)


def stepped(case: Case, change: StatusChange) -> None:
    """A step of a public report; the caller knows that it is news."""
    _tell(case, *kinds_of(change), key=f"step:{change.pk}")


def part_made(whole: Case, part: Case) -> None:
    _tell(whole, PARTS, key=f"part:{part.pk}")


def part_stepped(case: Case, change: StatusChange) -> None:
    """Parts are never public themselves; the page of the whole says how they stand."""
    whole = whole_of(case.pk)
    if whole is not None:
        _tell(whole, PARTS, key=f"part-step:{change.pk}")


def kinds_of(change: StatusChange) -> list[str]:
    """Everything that a step is, the most exact first: one delivery, whichever of these an address wants."""
    start = WORKFLOW.status(change.start) if change.start else None
    end = WORKFLOW.status(change.end)
    found = []
    if change.end == DUPLICATE:
        found.append(MERGED)
    if change.start == DUPLICATE:
        found.append(SEPARATED)
    if end.closes:
        found.append(CLOSED)
    if start is None or start.public_label != end.public_label:
        found.append(STATUS)
    if change.public_text:
        found.append(ANSWERED)
    return found


def _tell(case: Case, *kinds: str, key: str | None = None) -> None:
    publish(source=SOURCE, kinds=kinds, subject=case.pk, about=case.reference, key=key)
