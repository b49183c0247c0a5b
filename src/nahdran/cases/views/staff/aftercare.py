# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding about what people say after a closing, hints about open cases, and the settings of both."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.cases.forms_after import AftercareForm, KeepClosedForm
from nahdran.cases.models import Case
from nahdran.cases.operations import (
    NothingToDecide,
    OutdatedView,
    keep_closed,
    note_matter,
    open_again,
    put_hints_aside,
    save_aftercare,
)
from nahdran.cases.queries.aftercare import aftercare_settings
from nahdran.cases.views.staff.door import works_on_case
from nahdran.cases.views.staff.sheet import base_of, case_page
from nahdran.cases.views.staff.steps import back_to, stopped


@works_on_case
@require_POST
def reopen(request: HttpRequest, case: Case) -> HttpResponse:
    return _decide(request, case, open_again, _("Der Vorgang ist wieder in Arbeit. Die Person weiß Bescheid."))


@works_on_case
@require_POST
def refuse(request: HttpRequest, case: Case) -> HttpResponse:
    form = KeepClosedForm(request.POST, auto_id="keep_%s")
    if not form.is_valid():
        return case_page(request, case, status=422, keep_closed_form=form)
    said = _("Der Vorgang bleibt abgeschlossen. Die Person hat Ihre Begründung.")
    return _decide(request, case, keep_closed, said, public_reason=form.cleaned_data["reason"])


@works_on_case
@require_POST
def noted(request: HttpRequest, case: Case) -> HttpResponse:
    return _decide(request, case, note_matter, _("Die Nachricht ist zur Kenntnis genommen."))


def _decide(request: HttpRequest, case: Case, verb: Any, said: str, **more: Any) -> HttpResponse:
    try:
        verb(case=case, actor=request.user, base=base_of(request), **more)
    except NothingToDecide:
        messages.warning(request, _("Darüber ist schon entschieden. Bitte sehen Sie sich den neuen Stand an."))
    except OutdatedView:
        return stopped(request, case)
    else:
        messages.success(request, said)
    return redirect(back_to(request, case))


@works_on_case
@require_POST
def aside(request: HttpRequest, case: Case) -> HttpResponse:
    user: Any = request.user
    if put_hints_aside(case=case, actor=user):
        messages.success(request, _("Die Hinweise sind beiseitegelegt."))
    return redirect(back_to(request, case))


@staff_required("cases.aftercare")
def settings(request: HttpRequest) -> HttpResponse:
    form = AftercareForm(request.POST or None, instance=aftercare_settings())
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        save_aftercare(settings=form.save(commit=False), changed=form.changed_data, actor=user)
        messages.success(request, _("Die Einstellungen sind gespeichert."))
        return redirect("desk:aftercare")
    context = {"form": form, "current_desk": "settings"}
    return render(request, "cases/staff/settings_aftercare.html", context, status=422 if form.errors else 200)
