# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The questions of one kind: add, change, order, remove, and a look at the form as people will see it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.settings import QuestionForm
from nahdran.reports.forms.steps import DetailsForm
from nahdran.reports.models import Category, Question
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def edit(request: HttpRequest, kind: int, pk: int | None = None) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("group"), pk=kind)
    row = get_object_or_404(Question, pk=pk, category=category, is_active=True) if pk else Question(category=category)
    form = QuestionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        operations.save_question(question=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Frage ist gespeichert."))
        return redirect("reports_staff:kind", pk=kind)
    context = {"form": form, "category": category, "question": row, "current_desk": "settings"}
    return render(request, "reports/staff/settings/question.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, kind: int, pk: int) -> HttpResponse:
    row = get_object_or_404(Question.objects.select_related("category"), pk=pk, category_id=kind)
    operations.remove_question(question=row, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Frage wird nicht mehr gestellt. Frühere Antworten bleiben lesbar."))
    return redirect("reports_staff:kind", pk=kind)


@staff_required(RIGHT)
@require_POST
def move(request: HttpRequest, kind: int, pk: int) -> HttpResponse:
    row = get_object_or_404(Question, pk=pk, category_id=kind, is_active=True)
    operations.move(item=row, up=request.POST.get("richtung") == "hoch", actor=request.user)  # type: ignore[arg-type]
    return redirect("reports_staff:kind", pk=kind)


@staff_required(RIGHT)
@require_safe
def preview(request: HttpRequest, kind: int) -> HttpResponse:
    """The step „Angaben“ as people see it. Nothing can be sent from here."""
    category = get_object_or_404(Category.objects.select_related("group").prefetch_related("questions"), pk=kind)
    context = {
        "form": DetailsForm(category=category, has_photo=False),
        "category": category,
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/preview.html", context)
