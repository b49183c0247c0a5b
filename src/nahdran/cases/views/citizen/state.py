# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The person says how it stands while the case is open: it is done, or it is still there. Also the answer to our question by mail."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from nahdran.accounts.throttle import throttled
from nahdran.cases import access
from nahdran.cases.enums import HintOrigin, HintSort
from nahdran.cases.forms_after import StateForm
from nahdran.cases.models import Case, Party
from nahdran.cases.operations import stop_asking, tell_state
from nahdran.cases.uploads import take
from nahdran.cases.views.citizen.door import account_of, find, may_enter, private, with_access

_ANSWERS = {"ja": HintSort.GONE, "nein": HintSort.STILL}
_CLICKS, _SECONDS = 60, 600


@throttled("cases.answer", limit=30, seconds=600)
@with_access
def by_access(request: HttpRequest, case: Case) -> HttpResponse:
    """„Hat sich erledigt“, from the status page."""
    requester = getattr(case, "requester", None)
    label = requester.name if requester else ""
    return _page(request, case, sort=HintSort.GONE, origin=HintOrigin.PERSON, label=label, asked=False)


@throttled("cases.open_question", _CLICKS, _SECONDS)
@private
def by_mail(request: HttpRequest, reference: str, who: int, token: str) -> HttpResponseBase:
    case = _by_token(reference, who, token)
    if case is None:
        return render(request, "cases/citizen/no_entry.html", status=404)
    given = request.POST if request.method == "POST" else request.GET
    sort = _ANSWERS.get(given.get("antwort", ""))
    return _page(request, case, sort=sort, origin=HintOrigin.ASKED, label="", asked=True)


def _page(
    request: HttpRequest, case: Case, *, sort: HintSort | None, origin: HintOrigin, label: str, asked: bool
) -> HttpResponse:
    home = reverse("cases:status", args=[case.reference]) if may_enter(request, case) else ""
    context: dict[str, Any] = {"case": case, "home": home, "asked": asked, "sort": sort, "here": request.path}
    if not case.is_open:
        return render(request, "cases/citizen/after/moved_on.html", {**context, "state": case.state})
    if sort is None or request.method != "POST":
        form = StateForm(initial={"key": uuid.uuid4().hex})
        return render(request, "cases/citizen/after/state.html", {**context, "form": form})
    form = StateForm(request.POST, request.FILES)
    taken = take(case, form.files_given(), request.POST.get("taken", ""))
    for problem in taken.problems:
        form.add_error("uploads", problem)
    if not form.is_valid():
        context |= {"form": form, "taken": taken}
        return render(request, "cases/citizen/after/state.html", context, status=422)
    given = form.cleaned_data
    tell_state(
        case=case,
        sort=sort,
        origin=origin,
        text=given["text"],
        files=taken.files,
        account=account_of(request),
        label=label,
        key=given["key"],
    )
    if home:
        messages.success(request, _("Danke, das ist angekommen. Wir sehen es uns an."))
        return redirect(home)
    return render(request, "cases/citizen/after/told.html", context)


# Mail programmes post here by themselves (RFC 8058), without a cookie; the secret in the address is the proof.
@csrf_exempt
@throttled("cases.open_question", _CLICKS, _SECONDS)
@private
def stop(request: HttpRequest, reference: str, who: int, token: str) -> HttpResponse:
    """No such questions any more, to this address."""
    case = _by_token(reference, who, token)
    party = Party.objects.filter(case=case, pk=who).first() if case is not None else None
    if party is None or not party.email:
        return render(request, "cases/citizen/after/stop.html", {"is_done": True})
    if request.method == "POST":
        stop_asking(email=party.email)
    return render(request, "cases/citizen/after/stop.html", {"is_done": request.method == "POST"})


def _by_token(reference: str, who: int, token: str) -> Case | None:
    case = find(reference)
    return case if case is not None and access.is_answer_token(case, token, change_id=0, who=who) else None
