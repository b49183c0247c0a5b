# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/firmen/ and /trupps/: who work can be given to."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.fieldwork.forms import ContractorForm, CrewForm
from nahdran.fieldwork.models import Contractor, Crew
from nahdran.fieldwork.operations import save_contractor, save_crew
from nahdran.fieldwork.rules import MANAGE


@staff_required(MANAGE)
def contractors(request: HttpRequest) -> HttpResponse:
    context = {"contractors": list(Contractor.objects.all()), "current_desk": "settings"}
    return render(request, "fieldwork/staff/settings/contractors.html", context)


@staff_required(MANAGE)
def contractor(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Contractor, pk=pk) if pk is not None else Contractor()
    form = ContractorForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        save_contractor(contractor=form.save(commit=False), actor=_user(request))
        messages.success(request, _("Die Firma ist gespeichert."))
        return redirect("fieldwork_staff:contractors")
    name = Contractor.objects.values_list("name", flat=True).get(pk=pk) if pk is not None else ""
    context = {"form": form, "name": name, "current_desk": "settings"}
    return render(request, "fieldwork/staff/settings/contractor.html", context, status=422 if form.errors else 200)


@staff_required(MANAGE)
def crews(request: HttpRequest) -> HttpResponse:
    rows = Crew.objects.select_related("unit").annotate(people=Count("members"))
    return render(request, "fieldwork/staff/settings/crews.html", {"crews": list(rows), "current_desk": "settings"})


@staff_required(MANAGE)
def crew(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Crew, pk=pk) if pk is not None else Crew()
    name = row.name
    form = CrewForm(request.POST or None, instance=row, people=_people())
    if request.method == "POST" and form.is_valid():
        save_crew(crew=form.save(commit=False), members=form.cleaned_data["members"], actor=_user(request))
        messages.success(request, _("Der Trupp ist gespeichert."))
        return redirect("fieldwork_staff:crews")
    context = {"form": form, "name": name, "current_desk": "settings"}
    return render(request, "fieldwork/staff/settings/crew.html", context, status=422 if form.errors else 200)


def _people() -> QuerySet[User]:
    return User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("name", "id")


def _user(request: HttpRequest) -> Any:
    return request.user
