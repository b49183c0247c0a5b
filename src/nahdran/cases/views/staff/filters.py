# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The filters that a clerk keeps: taking the present one, and the page on which they are named, ordered, shared and deleted."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import units_with_right
from nahdran.cases.addresses import ListAddress
from nahdran.cases.forms import FilterForm
from nahdran.cases.models import SavedFilter
from nahdran.cases.operations import UnableToKeepFilter, change_filter, keep_filter, move_filter, remove_filter
from nahdran.cases.queries.filters import own_filters
from nahdran.kit.text import clean_line
from nahdran.org.models import Unit
from nahdran.org.queries import active_units

REFUSED = {
    "name_taken": gettext_lazy("Unter diesem Namen haben Sie schon einen Filter. Wählen Sie einen anderen."),
    "too_many": gettext_lazy("Sie haben schon zwanzig Filter. Löschen Sie erst einen."),
}


@staff_required("cases.read")
def index(request: HttpRequest) -> HttpResponse:
    rows = [
        {"saved": one, "href": ListAddress.of_saved(one.view, one.query).href()} for one in own_filters(request.user)
    ]
    return render(request, "cases/staff/filters.html", {"rows": rows, "current_desk": "inbox"})


@staff_required("cases.read")
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The list that the address names, under the name that was typed; back to the list in any case."""
    address = ListAddress.of_list(request.GET)
    name = clean_line(request.POST.get("name", ""))
    if not name or len(name) > 60:
        messages.warning(request, _("Geben Sie dem Filter einen Namen mit höchstens 60 Zeichen."))
        return redirect(address.href())
    try:
        keep_filter(owner=_user(request), name=name, view=address.view, query=address.parameters())
    except UnableToKeepFilter as unable:
        messages.warning(request, REFUSED[unable.code])
    else:
        messages.success(request, _("Der Filter „%(name)s“ steht jetzt über Ihrem Eingang.") % {"name": name})
    return redirect(address.href())


@staff_required("cases.read")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    saved = _own(request, pk)
    initial = {"name": saved.name, "unit": saved.unit_id, "is_start": saved.is_start}
    form = FilterForm(request.POST or None, units=_units(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            change_filter(
                saved=saved, name=given["name"], unit=given.get("unit", saved.unit), is_start=given["is_start"]
            )
        except UnableToKeepFilter as unable:
            form.add_error("name", REFUSED[unable.code])
        else:
            messages.success(request, _("Der Filter ist geändert."))
            return redirect("desk:filters")
    context = {"form": form, "saved": saved, "current_desk": "inbox"}
    return render(request, "cases/staff/filter.html", context, status=422 if form.errors else 200)


@staff_required("cases.read")
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    move_filter(saved=_own(request, pk), up=request.POST.get("direction") == "up")
    return redirect("desk:filters")


@staff_required("cases.read")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_filter(saved=_own(request, pk))
    messages.success(request, _("Der Filter ist gelöscht."))
    return redirect("desk:filters")


def _own(request: HttpRequest, pk: int) -> SavedFilter:
    """Only the own ones can be changed; those of colleagues are not there."""
    if pk > 2**31:
        raise Http404
    saved = SavedFilter.objects.select_related("owner", "unit").filter(pk=pk, owner=_user(request)).first()
    if saved is None:
        raise Http404
    return saved


def _units(request: HttpRequest) -> QuerySet[Unit]:
    """Where it may be shared: with units in which this person holds the right."""
    held = units_with_right(request.user, "cases.share_filters")
    units = active_units()
    return units.filter(pk__in=held) if isinstance(held, set) else units


def _user(request: HttpRequest) -> Any:
    return request.user
