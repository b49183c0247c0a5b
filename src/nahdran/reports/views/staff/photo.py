# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Covering parts of one photo of a report, with blocks that are burnt in. Drawn with the pointer, the keyboard or as numbers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.files.imaging.blocks import Block
from nahdran.files.models import StoredFile
from nahdran.files.texts import UnableToStore
from nahdran.reports import operations
from nahdran.reports.forms.photo import BlocksForm
from nahdran.reports.models import RedactedPhoto, Report
from nahdran.reports.operations.errors import ForeignPhoto, NothingToCover, PhotoReplaced
from nahdran.reports.queries.releasing import spots_of
from nahdran.reports.rules import may_release
from nahdran.reports.views.staff.case import demand, page_of, report_of
from nahdran.reports.views.staff.releasing import RIGHT, photos_of


@staff_required(RIGHT)
def photo(request: HttpRequest, reference: str, file_id: UUID) -> HttpResponse:
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    file = next((found for found in photos_of(report) if found.pk == file_id), None)
    if request.method != "POST" or file is None:
        return _show(request, report, file) if file else _gone(request, report, file_id)
    form = BlocksForm(request.POST, file=file)
    if "vorschau" in request.POST or not form.is_valid():
        return _page(request, report, file, form, failed="vorschau" not in request.POST)
    return _cover(request, report, file, form)


def _show(request: HttpRequest, report: Report, file: StoredFile) -> HttpResponse:
    names = ("x", "y", "width", "height")
    spots = [Block(*(spot[name] for name in names)) for spot in spots_of([file.pk]).get(file.pk, [])]
    return _page(request, report, file, BlocksForm(file=file, proposed=spots), proposed=len(spots))


def _cover(request: HttpRequest, report: Report, file: StoredFile, form: BlocksForm) -> HttpResponse:
    try:
        done = operations.redact_photo(
            report=report,
            file_id=file.pk,
            blocks=form.blocks,
            turns=form.cleaned_data["turns"],
            actor=request.user,  # type: ignore[arg-type]
        )
    except PhotoReplaced as replaced:
        return _again(request, report, replaced.file)
    except (ForeignPhoto, NothingToCover):
        return _gone(request, report, file.pk)
    except UnableToStore as problem:
        form.add_error(None, problem.message)
        return _page(request, report, file, form, failed=True)
    if done.is_new:
        messages.success(request, _("Das Foto ist ersetzt, das Original ist gelöscht."))
    return redirect(_back(request, report))


def _gone(request: HttpRequest, report: Report, file_id: UUID) -> HttpResponse:
    """A photo that was replaced leads to what stands there now; what was typed for it comes along."""
    done = RedactedPhoto.objects.filter(report=report, old=file_id).select_related("file").first()
    if done is None:
        raise Http404
    if request.method == "POST":
        return _again(request, report, done.file)
    return redirect(_address(request, report, done.file.pk))


def _again(request: HttpRequest, report: Report, file: StoredFile) -> HttpResponse:
    """Somebody was faster: the new picture with the blocks of this form, to look at and to send once more."""
    form = BlocksForm(request.POST, file=file)
    asked = RedactedPhoto.objects.filter(report=report, file=file).order_by("-at").first()
    if form.is_valid() and asked and _is_same(asked, form):
        return redirect(_back(request, report))
    messages.warning(
        request,
        _("Dieses Foto hat gerade jemand anderes verändert. Sie sehen die neue Fassung; Ihre Flächen sind noch da."),
    )
    return _page(request, report, file, form, status=409)


def _is_same(asked: RedactedPhoto, form: BlocksForm) -> bool:
    """A second click, not a second opinion."""
    same = sorted(asked.blocks) == sorted(list(one) for one in form.blocks)
    return same and asked.turns == form.cleaned_data["turns"]


def _page(
    request: HttpRequest,
    report: Report,
    file: StoredFile,
    form: BlocksForm,
    *,
    failed: bool = False,
    status: int = 0,
    proposed: int = 0,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "file": file,
        "proposed": proposed,
        "address": _address(request, report, file.pk),
        "back": _back(request, report),
        "failed": failed,
        "current_desk": "releasing" if "weiter" in request.GET else "inbox",
    }
    return page_of(request, "reports/staff/photo.html", report, context, failed=failed, status=status)


def _address(request: HttpRequest, report: Report, file_id: UUID) -> str:
    return _with_query(request, "reports_staff:photo", report, file_id=file_id)


def _back(request: HttpRequest, report: Report) -> str:
    return _with_query(request, "reports_staff:release", report)


def _with_query(request: HttpRequest, name: str, report: Report, **more: Any) -> str:
    """The way through the queue stays in the address."""
    address = reverse(name, kwargs={"reference": report.case.reference, **more})
    return f"{address}?{request.GET.urlencode()}" if request.GET else address
