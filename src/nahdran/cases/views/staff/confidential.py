# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a case confidential, and lifting that again: one page with a reason. It says beforehand who will see the case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.cases.addresses import ListAddress
from nahdran.cases.enums import Confidentiality
from nahdran.cases.forms import ConfidentialForm
from nahdran.cases.models import Case
from nahdran.cases.operations import OutdatedView, set_confidential
from nahdran.cases.queries import changes_since
from nahdran.cases.queries.sheet import holders
from nahdran.cases.rules import may_read, may_set_confidential
from nahdran.cases.tables import DESK_LOOKS, shown
from nahdran.cases.views.staff.door import find, refuse, works_on_case
from nahdran.cases.views.staff.sheet import base_of
from nahdran.cases.views.staff.steps import back_to
from nahdran.kit import clock


@works_on_case
def confidential(request: HttpRequest, case: Case) -> HttpResponse:
    """What is not confidential becomes so, and the other way round."""
    verdict = may_set_confidential(request.user, case)
    if not verdict:
        return refuse(request, verdict)
    form = ConfidentialForm(request.POST or None, initial={"base": case.changed_at.isoformat()})
    missed: list[Any] = []
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                return _changed(request, case, form.cleaned_data["reason"])
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed = changes_since(case, outdated.since)
                form = ConfidentialForm(initial={**form.cleaned_data, "base": case.changed_at.isoformat()})
    context = {
        "case": case,
        "form": form,
        "back": back_to(request, case),
        "current_desk": "inbox",
        "missed": shown(missed, clock.now(), DESK_LOOKS),
        "holders": holders(case.unit, "cases.confidential"),
        "loses_sight": not case.confidentiality and not may_read(request.user, _as_confidential(case)),
    }
    return render(request, "cases/staff/confidential.html", context, status=code)


def _changed(request: HttpRequest, case: Case, reason: str) -> HttpResponse:
    """Back to the case, or to the list if it is no longer for these eyes. ``wanted`` is what the button said when it was loaded."""
    wanted = request.POST.get("wanted", "on") == "on"
    set_confidential(case=case, confidential=wanted, actor=_user(request), reason=reason, base=base_of(request))
    case = find(case.reference)
    messages.success(
        request, _("Der Vorgang ist jetzt vertraulich.") if wanted else _("Der Vorgang ist nicht mehr vertraulich.")
    )
    return redirect(back_to(request, case) if may_read(request.user, case) else ListAddress.of_list(request.GET).href())


def _as_confidential(case: Case) -> Case:
    """The case as it would be, for asking the rule; never saved."""
    return Case(unit_id=case.unit_id, assignee_id=case.assignee_id, confidentiality=Confidentiality.CONFIDENTIAL)


def _user(request: HttpRequest) -> Any:
    return request.user
