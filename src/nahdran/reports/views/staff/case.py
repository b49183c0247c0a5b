# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk does to one report beside the steps that all cases share: release it, change its kind, move its pin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.audit.operations import record_read
from nahdran.cases.models import Attachment
from nahdran.files.enums import Kind as FileKind
from nahdran.files.models import StoredFile
from nahdran.kit.verdict import Verdict
from nahdran.reports import operations
from nahdran.reports.forms.staff import KindChangeForm, PlaceChangeForm, ReleaseForm
from nahdran.reports.models import Report
from nahdran.reports.operations.correct import Corrected
from nahdran.reports.operations.errors import ConfidentialReport
from nahdran.reports.rules import CONFIDENTIAL, may_correct, may_release


def case_page(reference: str) -> str:
    return reverse("desk:case", kwargs={"reference": reference})


def _report(reference: str) -> Report:
    rows = Report.objects.select_related("case", "category__group", "district")
    return get_object_or_404(rows, case__reference=reference)


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(str(verdict.sentence))


def _photos(report: Report) -> list[StoredFile]:
    attached = Attachment.objects.filter(case_id=report.pk, file__kind=FileKind.IMAGE)
    return [entry.file for entry in attached.select_related("file").order_by("id")]


@staff_required("reports.release")
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide what the public reads and sees."""
    report = _report(reference)
    _demand(may_release(request.user, report.case))
    photos = {str(file.pk): file for file in _photos(report)}
    public = [str(key) for key in report.public_photos.values_list("file_id", flat=True)]
    initial = {"public_text": report.public_text or report.description, "photos": public}
    form = ReleaseForm(request.POST or None, photo_ids=list(photos), initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [photos[key] for key in form.cleaned_data["photos"]]
        try:
            operations.release(
                report=report,
                public_text=form.cleaned_data["public_text"],
                photos=chosen,
                actor=request.user,  # type: ignore[arg-type]
            )
        except ConfidentialReport:
            messages.warning(request, CONFIDENTIAL.sentence)
            return redirect(case_page(reference))
        messages.success(request, _("Die Meldung ist jetzt auf der öffentlichen Karte."))
        return redirect(case_page(reference))
    context = {"report": report, "form": form, "photos": photos.values(), "public": _ticked(form, public)}
    return _page(request, "reports/staff/release.html", report, context, failed=bool(form.errors))


def _ticked(form: ReleaseForm, public: list[str]) -> list[str]:
    return form.data.getlist("photos") if form.is_bound else public  # type: ignore[attr-defined]


@staff_required("reports.release")
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    report = _report(reference)
    _demand(may_release(request.user, report.case))
    operations.withdraw_release(report=report, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Meldung ist nicht mehr öffentlich."))
    return redirect(case_page(reference))


@staff_required("cases.work")
def kind(request: HttpRequest, reference: str) -> HttpResponse:
    report = _report(reference)
    _demand(may_correct(request.user, report.case))
    form = KindChangeForm(request.POST or None, initial={"kind": report.category.key})
    if request.method == "POST" and form.is_valid():
        done = operations.change_category(report=report, category=form.cleaned_data["kind"], actor=request.user)  # type: ignore[arg-type]
        return _corrected(request, reference, done, _("Die Art ist geändert, die Fristen sind neu berechnet."))
    return _page(request, "reports/staff/kind.html", report, {"form": form}, failed=bool(form.errors))


@staff_required("cases.work")
def place(request: HttpRequest, reference: str) -> HttpResponse:
    report = _report(reference)
    _demand(may_correct(request.user, report.case))
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
    return _page(request, "reports/staff/place.html", report, {"form": form}, failed=bool(form.errors))


def _corrected(request: HttpRequest, reference: str, done: Corrected, sentence: str) -> HttpResponse:
    if done.proposal:
        sentence += " " + _("Nach den Regeln gehört die Meldung jetzt hierhin: %(why)s.") % {
            "why": done.proposal.sentence
        }
    messages.success(request, sentence)
    return redirect(case_page(reference))


def _page(request: HttpRequest, template: str, report: Report, context: dict, *, failed: bool) -> HttpResponse:
    record_read(actor=request.user, obj=report.case, what="Vorgang")
    values = {
        "report": report,
        "case": report.case,
        "case_page": case_page(report.case.reference),
        "current_desk": "inbox",
    }
    return render(request, template, values | context, status=422 if failed else 200)
