# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The promises in working days, all kinds in one table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.settings import PromisesForm
from nahdran.reports.models import Category
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    categories = list(Category.objects.filter(is_active=True).select_related("group"))
    form = PromisesForm(request.POST or None, categories=categories)
    if request.method == "POST" and form.is_valid():
        changed = operations.save_promises(promises=form.promises(), actor=request.user)  # type: ignore[arg-type]
        sentence = ngettext("%(count)d Frist ist geändert.", "%(count)d Fristen sind geändert.", changed)
        messages.success(request, sentence % {"count": changed} if changed else _("Es hat sich nichts geändert."))
        return redirect("reports_staff:promises")
    context = {"form": form, "current_desk": "settings"}
    return render(request, "reports/staff/settings/promises.html", context, status=422 if form.errors else 200)
