# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk does to one report beside the steps that all cases share: change its kind, move its pin. And what its other pages need."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.audit.operations import record_read
from nahdran.cases.models import Assignment
from nahdran.cases.rules import may_read
from nahdran.kit.verdict import Verdict
from nahdran.reports import operations
from nahdran.reports.forms.staff import KindChangeForm, PlaceChangeForm
from nahdran.reports.models import Report
from nahdran.reports.operations.correct import Corrected
from nahdran.reports.routing import BY, in_words, look_at, told_by
from nahdran.reports.rules import may_correct


def case_page(reference: str) -> str:
    return reverse("desk:case", kwargs={"reference": reference})


def report_of(reference: str) -> Report:
    rows = Report.objects.select_related("case", "category__group", "district")
    return get_object_or_404(rows, case__reference=reference)


def demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(str(verdict.sentence))


@staff_required("cases.work")
def kind(request: HttpRequest, reference: str) -> HttpResponse:
    report = report_of(reference)
    demand(may_correct(request.user, report.case))
    form = KindChangeForm(request.POST or None, initial={"kind": report.category.key})
    if request.method == "POST" and form.is_valid():
        done = operations.change_category(report=report, category=form.cleaned_data["kind"], actor=request.user)  # type: ignore[arg-type]
        return _corrected(request, reference, done, _("Die Art ist geändert, die Fristen sind neu berechnet."))
    return page_of(request, "reports/staff/kind.html", report, {"form": form}, failed=bool(form.errors))


@staff_required("cases.work")
def place(request: HttpRequest, reference: str) -> HttpResponse:
    report = report_of(reference)
    demand(may_correct(request.user, report.case))
    known = {"lon": report.lon, "lat": report.lat, "label": report.address, "detail": report.place_note}
    form = PlaceChangeForm(request.POST or None, initial={"place": known})
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["place"]
        try:
            done = operations.move_place(
                report=report,
                lon=found.lon,
                lat=found.lat,
                note=found.detail,
                actor=request.user,  # type: ignore[arg-type]
            )
        except operations.OutsideTown as error:
            form.add_error("place", error.hint)
        else:
            return _corrected(request, reference, done, _("Der Ort ist geändert."))
    return page_of(request, "reports/staff/place.html", report, {"form": form}, failed=bool(form.errors))


@staff_required("cases.read")
def why(request: HttpRequest, reference: str) -> HttpResponse:
    """„Warum hierhin?“: how it went on the day it came, and what the rules of today say, one by one."""
    report = report_of(reference)
    demand(may_read(request.user, report.case))
    first = Assignment.objects.filter(case=report.case).order_by("at", "id").first()
    facts = first.facts if first else {}
    context = {
        "why": in_words(facts) if facts.get("by") == BY else first and first.reason,
        "looked": look_at(report.category, report.district, told_by(report.case, report)),
    }
    return page_of(request, "reports/staff/why.html", report, context, failed=False)


def _corrected(request: HttpRequest, reference: str, done: Corrected, sentence: str) -> HttpResponse:
    if done.proposal:
        sentence += " " + _("Nach den Regeln gehört die Meldung jetzt hierhin: %(why)s.") % {
            "why": done.proposal.sentence
        }
    messages.success(request, sentence)
    return redirect(case_page(reference))


def page_of(
    request: HttpRequest, template: str, report: Report, context: dict, *, failed: bool, status: int = 0
) -> HttpResponse:
    record_read(actor=request.user, obj=report.case, what="Vorgang")
    values = {
        "report": report,
        "case": report.case,
        "case_page": case_page(report.case.reference),
        "current_desk": "inbox",
    }
    return render(request, template, values | context, status=status or (422 if failed else 200))
