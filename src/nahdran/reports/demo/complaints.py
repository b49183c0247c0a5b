# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people say in the demonstration should not be public: one report is hidden until somebody looks, two others wait."""

from uuid import NAMESPACE_URL, uuid5

from nahdran.cases.models import Submission
from nahdran.reports.enums import ComplaintReason, Release
from nahdran.reports.models import Complaint, Report
from nahdran.reports.operations import NewComplaint, complain
from nahdran.reports.queries.complaints import origin_of

_SAID = (
    (ComplaintReason.PERSONAL, "In der Beschreibung kann man erkennen, welches Haus gemeint ist.", True),
    (ComplaintReason.WRONG, "Das liegt schon seit letzter Woche nicht mehr da.", False),
    (ComplaintReason.ADVERT, "", False),
)


def ensure_complaints() -> int:
    """Once. Returns how many."""
    if Complaint.objects.exists():
        return 0
    told = Submission.objects.filter(key__startswith="demo:report:").values("case_id")
    rows = Report.objects.filter(pk__in=told, release=Release.RELEASED, is_open=True).exclude(public_text="")
    found = list(rows.select_related("case").order_by("-reported_at", "pk")[: len(_SAID)])
    for report, (reason, text, hides) in zip(found, _SAID, strict=False):
        key = uuid5(NAMESPACE_URL, f"demo:complaint:{report.case.reference}")
        new = NewComplaint(key=key, reason=reason, text=text, origin=origin_of(report.pk, "demo"))
        complain(report=report, new=new, may_hide=hides)
    return len(found)
