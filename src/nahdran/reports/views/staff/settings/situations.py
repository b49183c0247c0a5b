# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/maengel/lagen/: situations such as storm or flood. Switched on with one click by whoever is on duty."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import has_right
from nahdran.kit import clock
from nahdran.kit.dates import day_time
from nahdran.reports import operations
from nahdran.reports.forms.situations import SituationForm, SwitchForm
from nahdran.reports.models import Situation
from nahdran.reports.views.staff.settings.kinds import RIGHT

ALARM = "reports.alarm"


@staff_required(ALARM)
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "situations": list(Situation.objects.all()),
        "now": clock.now(),
        "may_prepare": has_right(request.user, RIGHT),
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/situations.html", context)


@staff_required(ALARM)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On for some hours, or off."""
    row = get_object_or_404(Situation, pk=pk)
    if request.POST.get("an") == "1":
        form = SwitchForm(request.POST)
        hours = form.cleaned_data["stunden"] if form.is_valid() else None
        row = operations.switch_on(situation=row, hours=hours, actor=request.user)  # type: ignore[arg-type]
        sentence = _("„%(name)s“ gilt bis %(until)s.") % {"name": row.name, "until": day_time(row.active_until)}
    else:
        operations.switch_off(situation=row, actor=request.user)  # type: ignore[arg-type]
        sentence = _("„%(name)s“ ist ausgeschaltet.") % {"name": row.name}
    messages.success(request, sentence)
    return redirect("reports_staff:situations")


@staff_required(RIGHT)
@require_POST
def seed(request: HttpRequest) -> HttpResponse:
    """Add what nahdran brings along and what is not there yet."""
    added = operations.seed_situations(actor=request.user)  # type: ignore[arg-type]
    sentence = ngettext("%(count)d Lage ist angelegt.", "%(count)d Lagen sind angelegt.", added) % {"count": added}
    messages.success(request, sentence if added else _("Alle mitgebrachten Lagen sind schon da."))
    return redirect("reports_staff:situations")


@staff_required(RIGHT)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Situation, pk=pk) if pk is not None else Situation()
    initial = {} if pk is not None else {"offer": "FIRST"}
    form = SituationForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        operations.save_situation(
            situation=form.save(commit=False),
            categories=values["categories"],
            actor=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("Die Lage ist vorbereitet."))
        return redirect("reports_staff:situations")
    context = {"form": form, "situation": row, "current_desk": "settings"}
    return render(request, "reports/staff/settings/situation.html", context, status=422 if form.errors else 200)
