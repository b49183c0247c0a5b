# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a report becomes public by itself, all kinds in one table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.accounts.access import staff_required
from nahdran.files.detecting.registry import active_detector
from nahdran.reports import operations
from nahdran.reports.forms.releasing import PublishingForm
from nahdran.reports.models import Category, IntakeSettings
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    categories = list(Category.objects.filter(is_active=True).select_related("group"))
    settings = IntakeSettings.objects.first() or IntakeSettings()
    form = PublishingForm(request.POST or None, categories=categories, initial={"detects": settings.detects})
    if request.method == "POST" and form.is_valid():
        changed = operations.save_publishing(rules=form.rules(), actor=request.user)  # type: ignore[arg-type]
        if form.cleaned_data["detects"] != settings.detects:
            settings.detects = form.cleaned_data["detects"]
            operations.save_intake(settings=settings, changed=["detects"], actor=request.user)  # type: ignore[arg-type]
            changed += 1
        sentence = ngettext("%(count)d Regel ist geändert.", "%(count)d Regeln sind geändert.", changed)
        messages.success(request, sentence % {"count": changed} if changed else _("Es hat sich nichts geändert."))
        return redirect("reports_staff:publishing")
    detector = active_detector()
    context = {
        "form": form,
        "detector": detector,
        "looks": detector.key != "none",
        "problems": detector.check_config() if settings.detects else [],
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/publishing.html", context, status=422 if form.errors else 200)
