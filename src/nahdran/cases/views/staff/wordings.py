# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings page of the wordings for answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.cases.forms import WordingForm
from nahdran.cases.models import ReplyTemplate
from nahdran.cases.operations import remove_wording, save_wording
from nahdran.cases.wordings import PLACEHOLDERS


@staff_required("cases.templates")
def index(request: HttpRequest) -> HttpResponse:
    wordings = ReplyTemplate.objects.select_related("unit").order_by("-is_active", "title", "id")
    return render(request, "cases/staff/settings_wordings.html", {"wordings": wordings, "current_desk": "settings"})


@staff_required("cases.templates")
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    wording = get_object_or_404(ReplyTemplate, pk=pk) if pk else ReplyTemplate()
    form = WordingForm(request.POST or None, instance=wording)
    if request.method == "POST" and form.is_valid():
        save_wording(wording=form.save(commit=False), actor=_user(request))
        messages.success(request, _("Der Baustein ist gespeichert."))
        return redirect("desk:templates")
    context = {
        "form": form,
        "wording": wording,
        "placeholders": ", ".join(f"{{{name.capitalize()}}}" for name in PLACEHOLDERS),
        "current_desk": "settings",
    }
    return render(request, "cases/staff/settings_wording.html", context, status=422 if form.errors else 200)


@staff_required("cases.templates")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_wording(wording=get_object_or_404(ReplyTemplate, pk=pk), actor=_user(request))
    messages.success(request, _("Der Baustein ist gelöscht."))
    return redirect("desk:templates")


def _user(request: HttpRequest) -> Any:
    return request.user
