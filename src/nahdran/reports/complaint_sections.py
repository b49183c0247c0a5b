# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Complaints where the desk works: the entry in the rail, the card on the page of a case, the note above the inbox. And the form in easy language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rules import has_right_somewhere
from nahdran.cases.kinds import Panel
from nahdran.cases.models import Case
from nahdran.cases.queries.counting import capped
from nahdran.cases.slots import CaseSection, Rows, case_sections, inbox_notes
from nahdran.org.texts import Text, texts
from nahdran.reports import easy
from nahdran.reports.forms.complaining import DecisionForm
from nahdran.reports.models import Complaint
from nahdran.reports.operations.opening import KIND
from nahdran.reports.queries.complaints import complained, complaint_sets, last_of
from nahdran.reports.queries.releasing import desk_counts
from nahdran.reports.rules import may_release
from nahdran.shell.slots import DeskNavItem, desk_nav

_SHOWN_ABOVE = 20


def lines_of(complaints: Iterable[Complaint]) -> list[dict[str, Any]]:
    return [
        {
            "reason": row.get_reason_display(),
            "text": row.text,
            "at": row.at,
            "answers": bool(row.email),
            "outcome": row.get_outcome_display() if row.outcome else "",
            "decided_at": row.decided_at,
            "why": row.answer,
        }
        for row in complaints
    ]


def _sets(case: Case, user: Any) -> Any:
    return complaint_sets(case.pk) if case.kind == KIND else {}


def _of_case(case: Case, user: Any, rows: Rows) -> Mapping[str, Any] | None:
    if case.kind != KIND or not (rows["waiting"] or rows["paused"]):
        return None
    names = {"decide": "complaint", "release": "release"}
    return {
        "lines": lines_of(rows["waiting"]),
        "earlier": lines_of(rows["decided"]),
        "is_paused": bool(rows["paused"]),
        "may_decide": bool(may_release(user, case)),
        "form": DecisionForm(initial={"until": last_of(rows["waiting"])}, auto_id="beanstandung_%s"),
        "urls": {key: reverse(f"reports_staff:{name}", args=[case.reference]) for key, name in names.items()},
    }


def _above_inbox(user: Any) -> Panel | None:
    """What is hidden because somebody has complained, so that nobody overlooks it. The count is that of the rail, so most days cost nothing."""
    if not has_right_somewhere(user, "reports.release") or not desk_counts(user)["complaints"]:
        return None
    rows = complained(user, most=_SHOWN_ABOVE, paused_only=True)
    return Panel("reports/staff/inbox_complaints.html", {"rows": rows}) if rows else None


def _releases(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, "reports.release")


def _badge(request: HttpRequest) -> str | None:
    count = desk_counts(request.user)["complaints"]
    return capped(count) if count else None


desk_nav.register(
    "complaints",
    DeskNavItem(
        "complaints", _("Beanstandet"), "reports_staff:complaints", "alert", 57, badge=_badge, visible=_releases
    ),
)
texts.register(
    "reports.complaint_easy",
    Text(
        "reports.complaint_easy",
        _("Inhalt melden, in Leichter Sprache"),
        _("Seite „Inhalt melden“ einer Meldung"),
        easy=easy.COMPLAINT,
    ),
)
texts.register(
    "reports.complaint_taken_easy",
    Text(
        "reports.complaint_taken_easy",
        _("Inhalt gemeldet, in Leichter Sprache"),
        _("Nach dem Absenden von „Inhalt melden“"),
        easy=easy.COMPLAINT_TAKEN,
    ),
)
case_sections.register(
    "complaints", CaseSection("complaints", "reports/staff/case_complaints.html", _of_case, _sets, part="main", order=5)
)
inbox_notes.register("complaints", _above_inbox)
