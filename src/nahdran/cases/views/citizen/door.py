# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way into one's own concern: by the secret link, by number and code, or by the account.

Whoever may not enter gets the same answer whether the number exists or not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from nahdran.accounts.enums import Kind
from nahdran.cases import access
from nahdran.cases.enums import PartyRole
from nahdran.cases.forms import LookupForm
from nahdran.cases.models import Case
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean

View = Callable[..., HttpResponseBase]
# What somebody had typed when their access ended, by reference.
WAITING_TEXT = "cases_waiting_text"


def private(view: View) -> View:
    """Pages about one person: kept nowhere, found by no search engine, and their address is told to no other site.

    Not "no-referrer": then browsers send "Origin: null" with a form, which looks like a foreign one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response.setdefault("Referrer-Policy", "same-origin")
        return response

    return guarded


def find(reference: str) -> Case | None:
    """The case with unit, access and requester at hand: one query."""
    try:
        number = parse_reference(reference)
    except InvalidReference:
        return None
    return (
        Case.objects.annotate(requester=FilteredRelation("parties", condition=Q(parties__role=PartyRole.REQUESTER)))
        .select_related("unit", "access", "requester")  # type: ignore[misc]  # the plugin knows no FilteredRelation
        .filter(reference=number)
        .first()
    )


def account_of(request: HttpRequest) -> Any:
    """The citizen who is signed in, or None; staff are nobody here."""
    user: Any = request.user
    return user if user.is_authenticated and user.kind == Kind.CITIZEN else None


def may_enter(request: HttpRequest, case: Case) -> bool:
    if access.is_granted(request.session, case):
        return True
    account = account_of(request)
    requester = getattr(case, "requester", None)
    return account is not None and requester is not None and requester.account_id == account.pk


def with_access(view: View) -> View:
    """The view gets the case. Without access: to the look-up, with the number filled in and what was typed kept."""

    @private
    @wraps(view)
    def guarded(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        case = find(reference)
        if case is not None and may_enter(request, case):
            return view(request, case, **kwargs)
        if request.method == "POST":
            return _ask_again(request, reference)
        return redirect(f"{reverse('cases:lookup')}?{urlencode({'nummer': reference[:40]})}")

    return guarded


def _ask_again(request: HttpRequest, reference: str) -> HttpResponse:
    form = LookupForm(initial={"reference": reference[:40], "text": clean(request.POST.get("text", ""))[:8000]})
    return render(request, "cases/citizen/lookup.html", {"form": form, "has_ended": True}, status=403)


def let_in(request: HttpRequest, case: Case) -> None:
    """Grant the session access, under a new key, so that nobody who knew the old one comes along."""
    request.session.cycle_key()
    access.grant(request.session, case)
