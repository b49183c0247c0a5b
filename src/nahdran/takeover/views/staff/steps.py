# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of one takeover: columns, terms, trial, taking over, taking back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.takeover import operations
from nahdran.takeover.enums import PLACES, REQUIRED, State
from nahdran.takeover.forms import ColumnsForm, TermsForm
from nahdran.takeover.models import Run
from nahdran.takeover.views.staff.runs import RIGHT, found


@staff_required(RIGHT)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    form = ColumnsForm(request.POST or None, run=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_columns(run=row, chosen=form.chosen)
        except operations.UnableToTakeOver as error:
            form.add_error(error.field or None, error.sentence)
        else:
            return redirect("takeover_staff:terms", pk=pk)
    needed = [form[name] for name in REQUIRED]
    where = [form[name] for place in PLACES for name in place]
    named = {field.name for field in (*needed, *where)}
    context = {
        "form": form,
        "run": row,
        "needed": needed,
        "where": where,
        "others": [field for field in form if field.name not in named],
        "current_desk": "settings",
    }
    return render(request, "takeover/staff/columns.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    if row.state == State.COLUMNS:
        return redirect("takeover_staff:columns", pk=pk)
    form = TermsForm(request.POST or None, run=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_terms(
                run=row, categories=form.categories, statuses=form.statuses, shown=form.cleaned_data["shown"]
            )
        except operations.UnableToTakeOver as error:
            form.add_error(None, error.sentence)
        else:
            return redirect("takeover_staff:run", pk=pk)
    context = {"form": form, "run": row, "list_attrs": {"list": "unsere-arten"}, "current_desk": "settings"}
    return render(request, "takeover/staff/terms.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, found(pk), State.CHECKING)


@staff_required(RIGHT)
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, found(pk), State.RUNNING)


@staff_required(RIGHT)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, found(pk), State.UNDOING)


@staff_required(RIGHT)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        operations.drop(run=found(pk), actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToTakeOver as error:
        messages.error(request, error.sentence)
        return redirect("takeover_staff:run", pk=pk)
    messages.success(request, _("Die Datei ist verworfen."))
    return redirect("takeover_staff:runs")


def _begin(request: HttpRequest, row: Run, step: State) -> HttpResponse:
    try:
        operations.begin(run=row, step=step, actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToTakeOver as error:
        messages.error(request, error.sentence)
    return redirect("takeover_staff:run", pk=row.pk)
