# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days on which the town hall is closed, beside the holidays that nahdran knows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.kit.clock import today
from nahdran.kit.language import reader_language
from nahdran.kit.worktime import named_holidays
from nahdran.org.forms import ClosureForm
from nahdran.org.models import Closure
from nahdran.org.operations import remove_closure, save_closure
from nahdran.org.queries import town


@staff_required("org.manage")
def index(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        save_closure(day=form.cleaned_data["date"], reason=form.cleaned_data["reason"], actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Der Schließtag ist eingetragen. Neue Fristen laufen an ihm nicht."))
        return redirect("org:closures")
    day = today()
    named = {
        one: name
        for year in (day.year, day.year + 1)
        for one, name in named_holidays(town().land, year, reader_language()).items()
        if one >= day
    }
    holidays = [{"day": one, "name": named[one]} for one in sorted(named)[:14]]
    context = {
        "form": form,
        "closures": Closure.objects.filter(date__gte=day),
        "holidays": holidays,
        "current_desk": "settings",
    }
    return render(request, "org/staff/closures.html", context, status=422 if form.errors else 200)


@staff_required("org.manage")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_closure(closure=get_object_or_404(Closure, pk=pk), actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Der Schließtag ist gelöscht."))
    return redirect("org:closures")
