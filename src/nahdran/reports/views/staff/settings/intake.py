# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How reports are taken in: confirmation by mail, and what makes a report suspicious."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.intake import IntakeForm
from nahdran.reports.models import IntakeSettings
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    form = IntakeForm(request.POST or None, instance=IntakeSettings.objects.first() or IntakeSettings())
    if request.method == "POST" and form.is_valid():
        operations.save_intake(settings=form.save(commit=False), changed=form.changed_data, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Einstellungen sind gespeichert."))
        return redirect("reports_staff:intake")
    context = {"form": form, "current_desk": "settings"}
    return render(request, "reports/staff/settings/intake.html", context, status=422 if form.errors else 200)
