# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings page on deadlines that run out: what happens at each step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.cases.forms import EscalationForm
from nahdran.cases.operations import save_steps
from nahdran.cases.queries.escalation import steps


@staff_required("cases.escalation")
def index(request: HttpRequest) -> HttpResponse:
    form = EscalationForm(request.POST or None, steps=steps())
    if request.method == "POST" and form.is_valid():
        save_steps(rows=form.rows(), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Gespeichert. Es gilt ab der nächsten Stufe, die ein Vorgang erreicht."))
        return redirect("desk:escalation")
    context = {"form": form, "current_desk": "settings"}
    return render(request, "cases/staff/settings_escalation.html", context, status=422 if form.errors else 200)
