# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Groups and kinds of defects: list, add, change, order, switch off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.settings import CategoryForm, GroupForm
from nahdran.reports.models import Category, CategoryGroup
from nahdran.reports.queries.catalogue import active_questions, all_groups

RIGHT = "reports.manage"


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/staff/settings/kinds.html", {"groups": all_groups(), "current_desk": "settings"})


@staff_required(RIGHT)
@require_POST
def seed(request: HttpRequest) -> HttpResponse:
    """Add what nahdran brings along and what is not there yet."""
    added = operations.seed_categories(actor=request.user)  # type: ignore[arg-type]
    sentence = ngettext("%(count)d Art ist angelegt.", "%(count)d Arten sind angelegt.", added) % {"count": added}
    messages.success(request, sentence if added else _("Alle mitgebrachten Arten sind schon da."))
    return redirect("reports_staff:kinds")


@staff_required(RIGHT)
def group(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(CategoryGroup, pk=pk) if pk else CategoryGroup()
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        operations.save_group(group=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Gruppe ist gespeichert."))
        return redirect("reports_staff:kinds")
    context = {"form": form, "group": row, "current_desk": "settings"}
    return render(request, "reports/staff/settings/group.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def group_remove(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        operations.remove_group(group=get_object_or_404(CategoryGroup, pk=pk), actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToChangeSettings as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("Die Gruppe ist gelöscht."))
    return redirect("reports_staff:kinds")


@staff_required(RIGHT)
def kind(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One kind with its questions."""
    row = get_object_or_404(Category.objects.select_related("group"), pk=pk) if pk else Category(**_new(request))
    form = CategoryForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = operations.save_category(
            category=form.save(commit=False),
            related=form.cleaned_data["related"],
            layers=form.cleaned_data["layers"],
            actor=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("Die Art ist gespeichert."))
        return redirect("reports_staff:kind", pk=saved.pk)
    questions = active_questions(row) if row.pk else []
    context = {"form": form, "category": row, "questions": questions, "current_desk": "settings"}
    return render(request, "reports/staff/settings/kind.html", context, status=422 if form.errors else 200)


def _new(request: HttpRequest) -> dict[str, Any]:
    chosen = request.GET.get("gruppe", "")
    return {"group_id": int(chosen)} if chosen.isdecimal() and len(chosen) < 10 else {}


@staff_required(RIGHT)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    active = request.POST.get("an") == "1"
    try:
        operations.switch_category(category=row, active=active, actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToChangeSettings as error:
        messages.error(request, error.sentence)
    else:
        sentence = _("„%(name)s“ ist wieder in Gebrauch.") if active else _("„%(name)s“ wird nicht mehr angeboten.")
        messages.success(request, sentence % {"name": row.name})
    return redirect("reports_staff:kind", pk=pk)


@staff_required(RIGHT)
@require_POST
def move(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """One place up or down, for a group or a kind."""
    row: Any = get_object_or_404(CategoryGroup if sort == "gruppe" else Category, pk=pk)
    operations.move(item=row, up=request.POST.get("richtung") == "hoch", actor=request.user)  # type: ignore[arg-type]
    return redirect("reports_staff:kinds")
