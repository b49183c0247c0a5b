# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming to one's concern: number and code, or the secret link; and leaving it again on a shared device."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.throttle import clear, client_key, hit, too_many
from nahdran.cases import access
from nahdran.cases.forms import LookupForm
from nahdran.cases.models import Case
from nahdran.cases.views.citizen.door import WAITING_TEXT, find, let_in, private, with_access

WINDOW = 600
TRIES = 10


@private
def lookup(request: HttpRequest) -> HttpResponseBase:
    """A wrong code and an unknown number get the same answer; only a number that cannot exist is told apart."""
    form = LookupForm(request.POST or None, initial={"reference": request.GET.get("nummer", "")[:40]})
    status = 200
    if request.method == "POST":
        if not _may_try(request, form):
            return too_many(request, WINDOW)
        case = _opened(form)
        if case is not None:
            clear("cases.lookup", client_key(request))
            return _enter(request, case, form.cleaned_data["text"])
        status = 422
    return render(request, "cases/citizen/lookup.html", {"form": form}, status=status)


def _may_try(request: HttpRequest, form: LookupForm) -> bool:
    """Limits per caller, and per number against many callers at once."""
    form.full_clean()
    by_caller = hit("cases.lookup", client_key(request), TRIES, WINDOW)
    number = form.cleaned_data.get("reference", "")
    return by_caller and (not number or hit("cases.lookup.number", number, 3 * TRIES, WINDOW))


def _opened(form: LookupForm) -> Case | None:
    if not form.is_valid():
        return None
    case = find(form.cleaned_data["reference"])
    if case is not None and access.is_code(case, form.cleaned_data["code"]):
        return case
    form.add_error(
        None,
        _(
            "Zu dieser Nummer und diesem Code finden wir kein Anliegen. Bitte vergleichen Sie beides mit Ihrer Bestätigung."
        ),
    )
    return None


def _enter(request: HttpRequest, case: Case, text: str) -> HttpResponse:
    let_in(request, case)
    if text:
        request.session[WAITING_TEXT] = {case.reference: text}
    return redirect("cases:status", reference=case.reference)


@private
def enter(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """The secret link from a mail. The address with the token is left at once and told to nobody."""
    case = find(reference)
    if case is None or not access.is_token(case, token):
        response = render(request, "cases/citizen/no_entry.html", status=404)
    else:
        let_in(request, case)
        response = redirect("cases:status", reference=case.reference)
    response["Referrer-Policy"] = "no-referrer"
    return response


@with_access
@require_POST
def leave(request: HttpRequest, case: Case) -> HttpResponse:
    """For shared devices: this browser forgets the concern."""
    held = request.session.get(access.SESSION_KEY, {})
    held.pop(case.reference, None)
    request.session[access.SESSION_KEY] = held
    messages.success(request, _("Dieses Gerät zeigt Ihr Anliegen nicht mehr. Mit Nummer und Code kommen Sie zurück."))
    return redirect("cases:lookup")
