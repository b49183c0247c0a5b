# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a file into a list: upload, columns, trial, taking in, and its faults as a table."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.assets import operations
from nahdran.assets.enums import AT_WORK, PLACES, REQUIRED, State
from nahdran.assets.forms import ColumnsForm, FileForm
from nahdran.assets.models import AssetLayer, Import
from nahdran.assets.queries import all_faults, first_faults, import_of
from nahdran.assets.queries.imports import SHOWN_FAULTS
from nahdran.assets.texts import in_words
from nahdran.assets.views.staff.layers import RIGHT
from nahdran.kit.sheet import csv_lines


@staff_required(RIGHT)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    layer = get_object_or_404(AssetLayer, pk=pk)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = operations.start(layer=layer, data=file.read(), name=file.name or "", actor=request.user)  # type: ignore[arg-type]
        except operations.UnableToTakeIn as error:
            form.add_error(error.field or None, error.sentence)
        else:
            return redirect("assets_staff:columns", pk=made.pk)
    context = {"form": form, "layer": layer, "current_desk": "settings"}
    return render(request, "assets/staff/upload.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    form = ColumnsForm(request.POST or None, run=row)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            operations.choose_columns(
                run=row,
                chosen=form.chosen,
                extra=[column for column in values["extra"] if column not in form.chosen.values()],
                grid=values["grid"],
                is_whole=values["is_whole"],
            )
        except operations.UnableToTakeIn as error:
            form.add_error(error.field or None, error.sentence)
        else:
            return redirect("assets_staff:import", pk=pk)
    needed, where = [form[name] for name in REQUIRED], [form[name] for place in PLACES for name in place]
    named = {field.name for field in (*needed, *where)} | {"grid", "extra", "is_whole"}
    context = {
        "form": form,
        "run": row,
        "needed": needed,
        "where": where,
        "others": [field for field in form if field.name not in named],
        "current_desk": "settings",
    }
    return render(request, "assets/staff/columns.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "assets/staff/import.html", _sheet(_found(pk)) | {"current_desk": "settings"})


@staff_required(RIGHT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that moves. Says „reload“ when there is something new to decide."""
    row = _found(pk)
    answer = render(request, "assets/staff/progress.html", {"run": row, "is_at_work": row.state in AT_WORK})
    if row.state not in AT_WORK:
        answer["HX-Refresh"] = "true"
    return answer


@staff_required(RIGHT)
@require_safe
def faults(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    row = _found(pk)
    answer = StreamingHttpResponse(_fault_lines(row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bestand-{row.pk}-fehler.csv"'
    return answer


@staff_required(RIGHT)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, _found(pk), State.CHECKING)


@staff_required(RIGHT)
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, _found(pk), State.RUNNING)


@staff_required(RIGHT)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    try:
        operations.drop(run=row, actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToTakeIn as error:
        messages.error(request, error.sentence)
        return redirect("assets_staff:import", pk=pk)
    messages.success(request, _("Die Datei ist verworfen."))
    return redirect("assets_staff:layer", pk=row.layer_id)


def _begin(request: HttpRequest, row: Import, step: State) -> HttpResponse:
    try:
        operations.begin(run=row, step=step, actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToTakeIn as error:
        messages.error(request, error.sentence)
    return redirect("assets_staff:import", pk=row.pk)


def _found(pk: int) -> Import:
    row = import_of(pk)
    if row is None:
        raise Http404
    return row


def _sheet(row: Import) -> dict[str, Any]:
    shown = [[fault.row, fault.value, in_words(fault.code)] for fault in first_faults(row)]
    counts = (
        (_("neu"), row.made),
        (_("geändert"), row.updated),
        (_("unverändert"), row.unchanged),
        (_("abgebaut"), row.gone),
        (_("mit Fehlern"), row.faulty),
    )
    known = row.updated + row.unchanged + row.gone
    return {
        "run": row,
        "is_at_work": row.state in AT_WORK,
        "faults": shown,
        "more_faults": len(shown) == SHOWN_FAULTS,
        "counts": [{"label": label, "value": count} for label, count in counts],
        # Often it is the wrong file, or the wrong column.
        "many_gone": known >= 10 and row.gone * 2 > known,
        "columns": [{"label": label} for label in _heads(row)],
    }


def _heads(row: Import) -> tuple[Any, ...]:
    return (_("Objekt") if row.is_geojson else _("Zeile"), _("Inhalt"), _("Was nicht stimmt"))


def _fault_lines(row: Import) -> Iterator[str]:
    """With the mark that lets spreadsheet programs read umlauts."""
    yield "\ufeff"
    lines = ((fault.row, fault.value, str(in_words(fault.code))) for fault in all_faults(row).iterator(chunk_size=500))
    yield from csv_lines([str(head) for head in _heads(row)], lines, delimiter=";")
