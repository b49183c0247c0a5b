# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Complaints about what is public: what waits at the desk, and whether one of them hides a report."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from nahdran.accounts.rules import units_with_right
from nahdran.cases.enums import Confidentiality
from nahdran.reports.enums import (
    URGENT_REASONS,
    ComplaintHides,
    ComplaintOutcome,
    ComplaintReason,
    Release,
)
from nahdran.reports.models import Complaint, PublicPhoto, Report
from nahdran.reports.models.complaint import UNDECIDED
from nahdran.reports.queries.intake import intake_settings

# So many lines at most; who has decided some sees the next ones.
MOST = 100
_LOOKED_AT = (ComplaintOutcome.KEPT, ComplaintOutcome.CHANGED)
_SHOWN = ("id", "report_id", "reason", "text", "email", "at", "hid", "decided_at", "outcome", "answer")


def origin_of(report_id: int, caller: str) -> str:
    """What stands for a caller among those who complain about this report, and for nobody anywhere else."""
    return salted_hmac(
        "nahdran.reports.complaint", f"{report_id}\0{caller}", secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def complaint_by_key(key: UUID, reference: str) -> Complaint | None:
    rows = Complaint.objects.select_related("report__case").filter(key=key, report__case__reference=reference)
    return rows.first()


def would_hide(report: Report, reason: str, origin: str) -> bool:
    """Whether the town wants a complaint like this to hide the report until a clerk has looked.

    Never again once a clerk has looked because of a complaint and left it public: else one person could hide it every day.
    """
    wanted = intake_settings()
    if wanted.complaint_hides == ComplaintHides.NEVER or _was_looked_at(report.pk):
        return False
    if wanted.complaint_hides == ComplaintHides.SEVERAL:
        rows = Complaint.objects.filter(UNDECIDED, report_id=report.pk)
        origins = set(rows.values_list("origin", flat=True)) | {origin}
        return len(origins) >= wanted.complaint_people
    if reason == ComplaintReason.PEOPLE and not PublicPhoto.objects.filter(report_id=report.pk).exists():
        return False
    return reason in URGENT_REASONS


def _was_looked_at(report_id: int) -> bool:
    return Complaint.objects.filter(report_id=report_id, outcome__in=_LOOKED_AT).exists()


def undecided(user: Any) -> QuerySet[Complaint]:
    """All that ``user`` may decide about."""
    rows = Complaint.objects.filter(UNDECIDED, report__case__confidentiality=Confidentiality.NORMAL)
    for right in ("reports.release", "cases.read"):
        units = units_with_right(user, right)
        if isinstance(units, set):
            rows = rows.filter(report__case__unit_id__in=sorted(units))
    return rows


@dataclass(slots=True)
class Complained:
    """One report with what people say about it."""

    reference: str
    title: str
    place: str
    is_paused: bool
    since: datetime
    reasons: list[Any] = field(default_factory=list)
    count: int = 0


def complained(user: Any, *, most: int = MOST, paused_only: bool = False) -> list[Complained]:
    """What waits for a decision: what is hidden first, then the oldest. One query."""
    rows = undecided(user).select_related("report__case", "report__category")
    if paused_only:
        rows = rows.filter(hid=True, report__release=Release.PAUSED)
    found: dict[int, Complained] = {}
    for row in rows.order_by("-hid", "at", "id")[:most]:
        report = row.report
        entry = found.setdefault(
            report.pk,
            Complained(
                report.case.reference,
                report.category.label,
                report.address,
                report.release == Release.PAUSED,
                row.at,
            ),
        )
        entry.count += 1
        entry.since = min(entry.since, row.at)
        if (label := row.get_reason_display()) not in entry.reasons:
            entry.reasons.append(label)
    return list(found.values())


def complaint_sets(case_id: int) -> dict[str, QuerySet[Any]]:
    """For the page of a case: what waits, and what was decided before."""
    return {
        "waiting": Complaint.objects.filter(UNDECIDED, report_id=case_id).order_by("at", "id").values(*_SHOWN)[:MOST],
        "decided": Complaint.objects.filter(report_id=case_id, decided_at__isnull=False)
        .order_by("-decided_at")
        .values(*_SHOWN)[:3],
        "paused": Report.objects.filter(pk=case_id, release=Release.PAUSED).values("case_id"),
    }


def is_complained(outer: str = "pk") -> Exists:
    """For a list of reports: whether something about this one waits for a decision."""
    return Exists(Complaint.objects.filter(UNDECIDED, report_id=OuterRef(outer)))


def waiting_about(report_id: int) -> list[Complaint]:
    return list(Complaint.objects.filter(UNDECIDED, report_id=report_id).order_by("at", "id")[:MOST])


def last_of(complaints: Iterable[Complaint]) -> int:
    """The newest one; what comes later the clerk has not seen."""
    return max((row.pk for row in complaints), default=0)
