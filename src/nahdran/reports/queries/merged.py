# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports of the same defect: which could be merged, and which public page stands for one that was."""

from django.utils.translation import gettext as _

from nahdran.cases.models import Case
from nahdran.cases.queries.merged import goes_on_in
from nahdran.cases.slots import Proposal
from nahdran.kit.dates import day
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.queries.public import PublicReport
from nahdran.reports.queries.similar import similar_for_desk

_MOST = 8


def proposals(case: Case) -> list[Proposal]:
    """What is most alike first, open ones only."""
    report = Report.objects.select_related("category").get(pk=case.pk)
    found = similar_for_desk(report.category, report.lon, report.lat, text=report.description, limit=_MOST + 1)
    return [
        Proposal(
            row.case, _("%(metres)s m entfernt, gemeldet am %(day)s") % {"metres": far, "day": day(row.reported_at)}
        )
        for row, far in found
        if row.pk != case.pk and row.case.is_open
    ][:_MOST]


def page_instead(report: PublicReport) -> str | None:
    """The number whose public page stands for this one, if it was merged and the other is public. Nothing is asked for open reports."""
    if report.is_open:
        return None
    target = goes_on_in(Case(pk=report.case_id))
    if target is None or not Report.objects.filter(pk=target.pk, release=Release.RELEASED).exists():
        return None
    return target.reference
