# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/maengel/beanstandet/: what people say should not be public, and the decision about one report."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.complaint_sections import lines_of
from nahdran.reports.enums import Release
from nahdran.reports.forms.complaining import KEEP, DecisionForm
from nahdran.reports.queries.complaints import MOST, complained, last_of, waiting_about
from nahdran.reports.rules import may_release
from nahdran.reports.views.staff.case import case_page, demand, page_of, report_of

RIGHT = "reports.release"


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    context = {"rows": complained(request.user), "most": MOST, "current_desk": "complaints"}
    return render(request, "reports/staff/complaints.html", context)


@staff_required(RIGHT)
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """The card of the case as a page of its own, and where both send their form."""
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    waiting = waiting_about(report.pk)
    form = DecisionForm(request.POST or None, initial={"until": last_of(waiting)})
    if request.method == "POST" and form.is_valid():
        _settled(request, report, form.cleaned_data)
        return redirect(case_page(reference))
    context = {"form": form, "lines": lines_of(waiting), "is_paused": report.release == Release.PAUSED}
    return page_of(request, "reports/staff/complaint.html", report, context, failed=bool(form.errors))


def _settled(request: HttpRequest, report: Any, given: dict[str, Any]) -> None:
    keeps = given["do"] == KEEP
    verb = operations.keep_public if keeps else operations.hide_for_good
    try:
        after = verb(report=report, answer=given["answer"], up_to=given["until"], actor=request.user)  # type: ignore[arg-type]
    except operations.NothingToDecide:
        messages.warning(request, _("Darüber ist schon entschieden. Bitte sehen Sie sich den neuen Stand an."))
        return
    shown = after.release == Release.RELEASED
    messages.success(
        request, _("Entschieden. Die Meldung ist öffentlich.") if shown else _("Die Meldung ist nicht mehr öffentlich.")
    )
