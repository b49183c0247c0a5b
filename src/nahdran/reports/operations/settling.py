# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The end of complaints about a report: who has complained hears what was decided. The inside of deciding, releasing and hiding."""

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.reports import mails
from nahdran.reports.enums import ComplaintOutcome
from nahdran.reports.models import Complaint, Report
from nahdran.reports.models.complaint import UNDECIDED


def settle(
    report: Report, outcome: ComplaintOutcome, *, actor: User | None, answer: str = "", up_to: int | None = None
) -> int:
    """End what is undecided, with ``up_to`` only what the clerk has seen. Returns how many.

    ``report`` is locked by the caller and brings its case. The address goes as soon as the answer is on its way.
    """
    rows = Complaint.objects.select_for_update().filter(UNDECIDED, report_id=report.pk).order_by("pk")
    found = list(rows.filter(pk__lte=up_to) if up_to is not None else rows)
    for complaint in found:
        complaint.decided_at, complaint.outcome = clock.now(), outcome
        complaint.answer, complaint.actor = answer, actor
        complaint.report = report
        if complaint.email:
            mails.answer_complaint(complaint)
            complaint.email = ""
        complaint.save(update_fields=["decided_at", "outcome", "answer", "actor", "email"])
    if found:
        data = {"outcome": str(outcome), "count": len(found)}
        record(action="reports.complaint_decided", actor=actor, obj=report.case, data=data)
    return len(found)
