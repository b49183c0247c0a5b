# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way into the page of one case: find it, ask the rule, and say in a sentence why it stays closed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import FilteredRelation, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from nahdran.accounts.access import staff_required
from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Case
from nahdran.cases.rules import may_read, may_work
from nahdran.kit.ids import InvalidReference, parse_reference

View = Callable[..., HttpResponseBase]


def find(reference: str) -> Case:
    """The case with unit, person, access, follow-up and requester at hand: one query. Raises Http404."""
    try:
        number = parse_reference(reference)
    except InvalidReference as error:
        raise Http404(reference) from error
    found = (
        Case.objects.annotate(requester=FilteredRelation("parties", condition=Q(parties__role=PartyRole.REQUESTER)))
        .select_related("unit", "assignee", "access", "follow_up", "requester")  # type: ignore[misc]  # the plugin knows no FilteredRelation
        .filter(reference=number)
        .first()
    )
    if found is None:
        raise Http404(number)
    return found


def _guarded(rule: Callable[[Any, Case], Any], right: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @staff_required(right)
        @wraps(view)
        def guarded(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
            case = find(reference)
            verdict = rule(request.user, case)
            return view(request, case, **kwargs) if verdict else refuse(request, verdict)

        return guarded

    return decorate


def refuse(request: HttpRequest, verdict: Any) -> HttpResponse:
    return render(request, "cases/staff/refused.html", {"verdict": verdict, "current_desk": "inbox"}, status=403)


# The view gets the case instead of its reference.
reads_case = _guarded(may_read, "cases.read")
works_on_case = _guarded(may_work, "cases.work")
