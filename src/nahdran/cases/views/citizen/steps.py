# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person can do with their concern: write, change how they are reached, take it back, take it into the account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import citizen_required
from nahdran.accounts.throttle import throttled
from nahdran.cases.forms import ReachForm, WriteBackForm
from nahdran.cases.models import Attachment, Case
from nahdran.cases.operations import (
    ForbiddenChange,
    MissingReason,
    change_contact,
    change_status,
    join_account,
    receive_message,
)
from nahdran.cases.queries.aftercare import may_ask_again
from nahdran.cases.queries.merged import is_merged
from nahdran.cases.queries.mine import own_cases
from nahdran.cases.tables import own_rows
from nahdran.cases.uploads import take
from nahdran.cases.views.citizen.door import account_of, private, with_access
from nahdran.cases.views.citizen.status import masked, status_page
from nahdran.files.responses import file_response
from nahdran.kit.paging import InvalidCursor, page_by_key


@throttled("cases.answer", limit=30, seconds=600)
@with_access
@require_POST
def answer(request: HttpRequest, case: Case) -> HttpResponse:
    """A message from the person, once even if the form is sent twice."""
    form = WriteBackForm(request.POST, request.FILES)
    taken = take(case, form.files_given(), request.POST.get("taken", ""))
    for problem in taken.problems:
        form.add_error("uploads", problem)
    if not case.is_open and not may_ask_again(case) and not is_merged(case):
        form.add_error(None, _("Dieses Anliegen ist abgeschlossen. Bitte melden Sie sich mit einem neuen Anliegen."))
    if form.is_valid():
        requester = getattr(case, "requester", None)
        try:
            receive_message(
                case=case,
                text=form.cleaned_data["text"],
                account=account_of(request),
                label=requester.name if requester else "",
                files=taken.files,
                key=form.cleaned_data["key"],
            )
        except MissingReason:
            form.add_error("text", _("Bitte schreiben Sie etwas oder wählen Sie ein Foto aus."))
        else:
            messages.success(request, _("Ihre Nachricht ist angekommen."))
            return redirect(f"{_home(case)}?gesendet=1")
    return status_page(request, case, form=form, taken=taken, code=422)


@with_access
def reach(request: HttpRequest, case: Case) -> HttpResponse:
    """Where our mails go. The known address is shown masked, for the link may be open on somebody else's screen."""
    requester = getattr(case, "requester", None)
    kept = {"name": requester.name, "phone": requester.phone} if requester else {"name": "", "phone": ""}
    form = ReachForm(request.POST or None)
    is_clearing = request.method == "POST" and request.POST.get("do") == "clear"
    if is_clearing or (request.method == "POST" and form.is_valid()):
        email = "" if is_clearing else form.cleaned_data["email"]
        change_contact(case=case, email=email, actor=account_of(request), language=(get_language() or "de")[:2], **kept)
        messages.success(
            request,
            _("Wir schicken Ihnen keine E-Mails mehr.") if is_clearing else _("Die neue Adresse ist gespeichert."),
        )
        return redirect(_home(case))
    context = {
        "case": case,
        "form": form,
        "masked": masked(requester.email) if requester and requester.email else "",
        "back": _home(case),
    }
    return render(request, "cases/citizen/reach.html", context, status=422 if form.errors else 200)


@with_access
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """Taking the concern back, after one question."""
    workflow = case.of_kind.workflow
    if not case.is_open or not workflow.allows(case.status, workflow.withdrawn):
        messages.warning(request, _("Dieses Anliegen lässt sich nicht mehr zurückziehen."))
        return redirect(_home(case))
    if request.method == "POST":
        try:
            change_status(
                case=case,
                to=workflow.withdrawn,
                actor=account_of(request),
                public_text=_("Das Anliegen wurde von der Person zurückgezogen, die es gemeldet hat."),
            )
        except ForbiddenChange:
            messages.warning(request, _("Dieses Anliegen lässt sich nicht mehr zurückziehen."))
        else:
            messages.success(request, _("Ihr Anliegen ist zurückgezogen."))
        return redirect(_home(case))
    return render(request, "cases/citizen/withdraw.html", {"case": case, "back": _home(case)})


@with_access
def attachment(request: HttpRequest, case: Case, file_id: Any, variant: str) -> HttpResponseBase:
    """Only files that are meant for the person."""
    entry = Attachment.objects.filter(case=case, file_id=file_id, for_party=True).select_related("file").first()
    if entry is None:
        raise Http404
    return file_response(entry.file, variant, request=request)


@with_access
@require_POST
def join(request: HttpRequest, case: Case) -> HttpResponse:
    """Take a concern that was opened by link or code into the account."""
    account = account_of(request)
    if account is not None and join_account(case=case, account=account):
        messages.success(request, _("Das Anliegen steht jetzt in Ihrem Bürgerkonto."))
    else:
        messages.warning(request, _("Das Anliegen gehört schon zu einem anderen Bürgerkonto."))
    return redirect(_home(case))


@private
@citizen_required
def mine(request: HttpRequest) -> HttpResponse:
    """Every concern of the account, the newest first."""
    try:
        page = page_by_key(own_cases(request.user), ("-id",), request.GET.get("ab", ""))
    except InvalidCursor:
        return redirect("cases:mine")
    here = reverse("cases:mine")
    context = {
        "rows": own_rows(page.rows),
        "next": f"{here}?ab={page.next}" if page.next else "",
        "previous": f"{here}?ab={page.previous}" if page.previous else "",
        "current_nav": "account",
    }
    return render(request, "cases/citizen/mine.html", context)


def _home(case: Case) -> str:
    return reverse("cases:status", args=[case.reference])
