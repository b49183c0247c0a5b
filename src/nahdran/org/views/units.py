# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units and the people who work in them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.org.forms import MemberForm, UnitForm
from nahdran.org.models import Membership, Unit
from nahdran.org.operations import UnableToGrant, add_member, remove_member, save_unit
from nahdran.org.queries import members


@staff_required("org.manage")
def index(request: HttpRequest) -> HttpResponse:
    people = Count("memberships__user", distinct=True, filter=Q(memberships__user__is_active=True))
    units = Unit.objects.select_related("parent").annotate(people=people).order_by("-is_active", "name")
    return render(request, "org/staff/units.html", {"units": units, "current_desk": "settings"})


@staff_required("org.manage")
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk) if pk else Unit()
    form = UnitForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid():
        unit = save_unit(unit=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Einheit ist gespeichert."))
        return redirect("org:unit", pk=unit.pk)
    return _unit_page(request, unit, form, MemberForm())


@staff_required("org.manage")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            add_member(unit=unit, user=form.cleaned_data["user"], role=form.cleaned_data["role"], actor=request.user)  # type: ignore[arg-type]
        except UnableToGrant:
            form.add_error(
                "role", _("Diese Rolle enthält Rechte, die Sie selbst nicht haben. Bitten Sie die Administration.")
            )
        else:
            messages.success(request, _("Die Person gehört jetzt zu dieser Einheit."))
            return redirect("org:unit", pk=unit.pk)
    return _unit_page(request, unit, UnitForm(instance=unit), form)


@staff_required("org.manage")
@require_POST
def remove(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    entry = get_object_or_404(Membership.objects.select_related("unit", "role"), pk=membership, unit_id=pk)
    remove_member(membership=entry, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Person gehört nicht mehr zu dieser Einheit."))
    return redirect("org:unit", pk=pk)


def _unit_page(request: HttpRequest, unit: Unit, form: UnitForm, member_form: MemberForm) -> HttpResponse:
    people = members(unit) if unit.pk else []
    context = {"unit": unit, "form": form, "member_form": member_form, "members": people, "current_desk": "settings"}
    return render(request, "org/staff/unit.html", context, status=422 if form.errors or member_form.errors else 200)
