# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for what: special rules in their order, the table of kinds and districts, „Wer bekommt das?“, and trials on past reports."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.routing import RuleForm, SpecialRuleForm, TesterForm
from nahdran.reports.models import RoutingRule, RoutingTrial
from nahdran.reports.queries.matrix import routing_matrix, special_rules
from nahdran.reports.queries.trials import found_by
from nahdran.reports.routing import NoUnit, explain, look_at
from nahdran.reports.routing.look import all_rules
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    special = special_rules()
    rules = [line.rule for line in special]
    tester = TesterForm(request.GET if "art" in request.GET else None, rules=rules)
    found, looked, without_unit = None, [], False
    if tester.is_bound and tester.is_valid():
        kind, district, told = tester.cleaned_data["art"], tester.cleaned_data["wo"], tester.told()
        try:
            found = explain(kind, district, told=told)
            looked = look_at(kind, district, told)
        except NoUnit:
            without_unit = True
    context = {
        "special": special,
        "matrix": routing_matrix(),
        "tester": tester,
        "found": found,
        "looked": looked,
        "without_unit": without_unit,
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/routing.html", context)


@staff_required(RIGHT)
def rule(request: HttpRequest) -> HttpResponse:
    """One cell of the table, with its row and column filled in."""
    initial = {name: request.GET.get(name, "") for name in ("what", "district", "unit")}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if "probe" in request.POST:
                return _try(request, form.change(), form.cleaned_data["most"])
            operations.set_rule(unit=form.cleaned_data["unit"], actor=request.user, **form.key())  # type: ignore[arg-type]
        except operations.UnableToChangeSettings as error:
            form.add_error("unit", error.sentence)
        else:
            return _saved(request)
    context = {"form": form, "current_desk": "settings"}
    return render(request, "reports/staff/settings/rule.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
def special(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A special rule. Without JavaScript „Fragen zeigen“ brings the questions of the chosen kind."""
    row = _special(pk) if pk is not None else None
    if "fragen" in request.POST:
        form = SpecialRuleForm.again(request.POST, row)
    else:
        form = SpecialRuleForm(request.POST or None, rule=row)
    if request.method == "POST" and form.is_bound and form.is_valid():
        try:
            if "probe" in request.POST:
                return _try(request, form.change(), form.cleaned_data["most"])
            says = operations.special_of(form.change())
            operations.save_special(says=says, rule=row, actor=request.user)  # type: ignore[arg-type]
        except operations.UnableToChangeSettings as error:
            form.add_error(None, error.sentence)
        else:
            return _saved(request)
    context = {"form": form, "rule": row, "current_desk": "settings"}
    return render(request, "reports/staff/settings/special_rule.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def special_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Away with it, or first a trial without it."""
    row = _special(pk)
    if "probe" in request.POST:
        change: dict[str, Any] = {"sort": "special", "remove": True, "pk": row.pk}
        return _try(request, change, operations.AT_ONCE)
    operations.remove_special(rule=row, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Regel ist gelöscht. Offene Meldungen bleiben, wo sie sind."))
    return redirect("reports_staff:routing")


@staff_required(RIGHT)
@require_POST
def special_move(request: HttpRequest, pk: int) -> HttpResponse:
    operations.move_special(rule=_special(pk), up=request.POST.get("richtung") == "hoch", actor=request.user)  # type: ignore[arg-type]
    return redirect(reverse("reports_staff:routing") + "#sonderregeln")


@staff_required(RIGHT)
def trial(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a change would have done. A large trial runs in the worker; the page says how far it is."""
    row = get_object_or_404(RoutingTrial, pk=pk)
    context = {"trial": row, "found": found_by(row, request.user), "current_desk": "settings"}
    return render(request, "reports/staff/settings/trial.html", context)


@staff_required(RIGHT)
@require_POST
def trial_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the change over, or throw it away."""
    row = get_object_or_404(RoutingTrial, pk=pk)
    if "speichern" not in request.POST:
        operations.discard_trial(trial=row)
        messages.info(request, _("Die Änderung ist verworfen. Alle Regeln sind, wie sie waren."))
        return redirect("reports_staff:routing")
    try:
        operations.take_over(trial=row, actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToChangeSettings as error:
        messages.error(request, error.sentence)
        return redirect("reports_staff:trial", pk=pk)
    return _saved(request)


def _special(pk: int) -> RoutingRule:
    return get_object_or_404(all_rules(), pk=pk, position__isnull=False)


def _try(request: HttpRequest, change: dict[str, Any], most: int | str) -> HttpResponse:
    row = operations.start_trial(change=change, most=int(most), actor=request.user)  # type: ignore[arg-type]
    return redirect("reports_staff:trial", pk=row.pk)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Die Regel ist gespeichert. Sie gilt für neue Meldungen."))
    return redirect(reverse("reports_staff:routing"))
