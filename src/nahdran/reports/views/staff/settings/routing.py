# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for what: the matrix of kinds and districts, one rule at a time, and „Wer bekommt das?“."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.settings import RuleForm, TesterForm
from nahdran.reports.queries.matrix import routing_matrix
from nahdran.reports.routing import NoUnit, explain
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    tester = TesterForm(request.GET if "art" in request.GET else None)
    found, without_unit = None, False
    if tester.is_bound and tester.is_valid():
        try:
            found = explain(tester.cleaned_data["art"], tester.cleaned_data["wo"])
        except NoUnit:
            without_unit = True
    context = {
        "matrix": routing_matrix(),
        "tester": tester,
        "found": found,
        "without_unit": without_unit,
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/routing.html", context)


@staff_required(RIGHT)
def rule(request: HttpRequest) -> HttpResponse:
    """One rule. A cell of the matrix leads here with its row and column filled in."""
    initial = {name: request.GET.get(name, "") for name in ("what", "district", "unit")}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_rule(unit=form.cleaned_data["unit"], actor=request.user, **form.key())  # type: ignore[arg-type]
        except operations.UnableToChangeSettings as error:
            form.add_error("unit", error.sentence)
        else:
            messages.success(request, _("Die Regel ist gespeichert. Sie gilt für neue Meldungen."))
            return redirect(reverse("reports_staff:routing"))
    context = {"form": form, "current_desk": "settings"}
    return render(request, "reports/staff/settings/rule.html", context, status=422 if form.errors else 200)
