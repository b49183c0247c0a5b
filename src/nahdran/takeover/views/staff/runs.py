# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of takeovers with the way in, what one of them did, and its faults as a file."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.takeover import operations
from nahdran.takeover.enums import AT_WORK, Field, State
from nahdran.takeover.forms import FileForm
from nahdran.takeover.models import Run
from nahdran.takeover.queries import SHOWN_FAULTS, all_faults, first_faults, named_photos, run_of, runs

RIGHT = "takeover.manage"
_PAGE = 20
_TONES = {State.DONE: "success", State.UNDONE: "info", State.FAILED: "danger", State.CHECKED: "info"}


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = operations.start(
                data=upload.read(),
                name=upload.name or "",
                source=form.cleaned_data["source"],
                actor=request.user,  # type: ignore[arg-type]
            )
        except operations.UnableToTakeOver as error:
            form.add_error(error.field or None, error.sentence)
        else:
            return redirect("takeover_staff:columns", pk=made.pk)
    try:
        page = page_by_key(runs(), ("-created_at", "-id"), request.GET.get("seite", ""), _PAGE)
    except InvalidCursor:
        return redirect("takeover_staff:runs")
    context = {"form": form, "page": page, "current_desk": "settings"}
    return render(request, "takeover/staff/runs.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    return render(request, "takeover/staff/run.html", _sheet(row) | {"current_desk": "settings"})


@staff_required(RIGHT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that moves. Says „reload“ when there is something new to decide."""
    row = found(pk)
    answer = render(request, "takeover/staff/progress.html", {"run": row, "is_at_work": row.state in AT_WORK})
    if row.state not in AT_WORK:
        answer["HX-Refresh"] = "true"
    return answer


@staff_required(RIGHT)
@require_safe
def faults(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    row = found(pk)
    answer = StreamingHttpResponse(_fault_lines(row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="uebernahme-{row.pk}-fehler.csv"'
    return answer


def found(pk: int) -> Run:
    row = run_of(pk)
    if row is None:
        raise Http404(_("Diese Übernahme gibt es nicht."))
    return row


def _sheet(row: Run) -> dict[str, Any]:
    labels = {field.value: field.label for field in Field}
    shown = [[fault.row, labels.get(fault.field, ""), fault.value, fault.sentence] for fault in first_faults(row)]
    counts = (
        (_("neu"), row.made),
        (_("mit neuem Stand"), row.updated),
        (_("unverändert"), row.unchanged),
        (_("hier schon bearbeitet"), row.kept),
        (_("ausgelassen"), row.left_out),
        (_("mit Fehlern"), row.faulty),
    )
    return {
        "run": row,
        "is_at_work": row.state in AT_WORK,
        "tone": _TONES.get(State(row.state), ""),
        "faults": shown,
        "more_faults": len(shown) == SHOWN_FAULTS,
        "counts": [{"label": label, "value": count} for label, count in counts],
        "named": named_photos(row),
        "columns": [{"label": label} for label in (_("Zeile"), _("Spalte"), _("Inhalt"), _("Was zu tun ist"))],
    }


class _Echo:
    def write(self, line: str) -> str:
        return line


def _fault_lines(row: Run) -> Iterator[str]:
    """Row by row, with the mark that lets spreadsheet programs read umlauts; a cell that looks like a formula is made harmless."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([_("Zeile"), _("Spalte"), _("Inhalt"), _("Was zu tun ist")])
    labels = {field.value: str(field.label) for field in Field}
    for fault in all_faults(row).iterator(chunk_size=500):
        yield writer.writerow([fault.row, labels.get(fault.field, ""), _harmless(fault.value), fault.sentence])


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
