# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing one report to another system, and what somebody decides where that got stuck. From the case page and from the settings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import has_right_somewhere
from nahdran.reports.forms.forwarding import ArrivedForm
from nahdran.reports.models import Forward, Report
from nahdran.reports.operations import forwarding as operations
from nahdran.reports.queries.forwarding import rule_of
from nahdran.reports.rules import may_correct
from nahdran.reports.views.staff.case import case_page

MANAGES = "reports.manage"


@staff_required("cases.work")
@require_POST
def hand_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the report on its way to the system that its kind belongs to."""
    report = get_object_or_404(Report.objects.select_related("case"), case__reference=reference)
    if not (allowed := may_correct(request.user, report.case)):
        raise PermissionDenied(str(allowed.sentence))
    rule = rule_of(report.pk)
    if rule is None:
        messages.warning(request, _("Für diese Art ist keine Weitergabe eingerichtet."))
        return redirect(case_page(reference))
    said = _("Die Meldung geht gleich an %(name)s.") % {"name": rule.partner.name}
    _try(request, said, operations.forward_case, case=report.case, rule=rule)
    return redirect(case_page(reference))


@staff_required()
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    forward = _mine(request, pk)
    looks_first = request.POST.get("nachsehen") == "1"
    said = _("Wir sehen dort nach.") if looks_first else _("Die Meldung wird erneut weitergegeben.")
    _try(request, said, operations.send_again, forward=forward, looks_first=looks_first)
    return _back(request, forward)


@staff_required()
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    forward = _mine(request, pk)
    _try(request, _("Die Weitergabe ist abgebrochen."), operations.cancel_forward, forward=forward)
    return _back(request, forward)


@staff_required()
@require_POST
def arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has asked over there and knows the number."""
    forward = _mine(request, pk)
    form = ArrivedForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        _try(request, _("Die Nummer ist vermerkt."), operations.note_arrived, forward=forward, number=number)
    else:
        messages.warning(request, _("Bitte tragen Sie die Nummer der Gegenseite ein."))
    return _back(request, forward)


def _mine(request: HttpRequest, pk: int) -> Forward:
    """Whoever works on the case, and whoever sets up the ways."""
    forward = get_object_or_404(Forward.objects.select_related("case", "partner"), pk=pk)
    allowed = may_correct(request.user, forward.case)
    if not allowed and not has_right_somewhere(request.user, MANAGES):
        raise PermissionDenied(str(allowed.sentence))
    return forward


def _try(request: HttpRequest, said: str, verb: Callable[..., Any], **values: Any) -> None:
    try:
        verb(actor=request.user, **values)
    except operations.UnableToForward as error:
        messages.warning(request, error.sentence)
    else:
        messages.success(request, said)


def _back(request: HttpRequest, forward: Forward) -> HttpResponse:
    if request.POST.get("ort") == "einstellungen" and has_right_somewhere(request.user, MANAGES):
        return redirect("reports_staff:forwarding")
    return redirect(case_page(forward.case.reference))
