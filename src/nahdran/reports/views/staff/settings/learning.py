# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/maengel/vorschlaege/: suggestions of kinds from text and place, how good they are, on or off, and a place to try them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.learning import TryForm
from nahdran.reports.learning.train import LEAST_EXAMPLES, LEAST_KINDS
from nahdran.reports.models import IntakeSettings, Suggester
from nahdran.reports.queries.intake import intake_settings
from nahdran.reports.queries.learning import history, later_lines, lines_of, supply
from nahdran.reports.queries.suggest import suggest
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    form = TryForm(request.POST if "ausprobieren" in request.POST else None)
    past = history()
    context = {
        "form": form,
        "tried": suggest(form.cleaned_data["text"]) if form.is_bound and form.is_valid() else None,
        "is_on": intake_settings().suggests,
        "supply": supply(),
        "least_examples": LEAST_EXAMPLES,
        "least_kinds": LEAST_KINDS,
        "newest": past[0] if past else None,
        "later": later_lines(past[0]) if past else [],
        "honesty": _honesty(past[0]) if past else {},
        "past": [_percents(row) for row in past],
        "lines": lines_of(past[0]) if past else [],
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/learning.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    row = IntakeSettings.objects.first() or IntakeSettings()
    row.suggests = request.POST.get("an") == "1"
    operations.save_intake(settings=row, changed=["suggests"], actor=request.user)  # type: ignore[arg-type]
    messages.success(
        request, _("Vorschläge sind eingeschaltet.") if row.suggests else _("Vorschläge sind ausgeschaltet.")
    )
    return redirect("reports_staff:learning")


@staff_required(RIGHT)
@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    if operations.ask_to_learn():
        messages.success(request, _("Das Lernen hat begonnen. In einigen Minuten steht hier das Ergebnis."))
    else:
        messages.info(request, _("Es wird gerade schon gelernt."))
    return redirect("reports_staff:learning")


def _percents(row: Suggester) -> dict[str, Any]:
    return {
        "at": row.trained_at,
        "examples": row.examples,
        "top1": round(row.top1 * 100),
        "top3": round(row.top3 * 100),
    }


def _honesty(row: Suggester) -> dict[str, Any]:
    """What was said of the first suggestions on average, and whether the place takes part."""
    return {
        "examples": row.later.get("examples", 0),
        "sure": round(row.later.get("sure", 0) * 100),
        "place_sure": round(row.later.get("place_sure", 0) * 100),
        "joins": row.later.get("weight", 0) > 0,
        "speaks": row.later.get("alone", 0) > 0,
    }
