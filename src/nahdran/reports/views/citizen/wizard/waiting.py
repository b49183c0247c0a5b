# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After sending, where a report waits: the page that says so, and the page behind the link in the mail.

Opening the link shows, only the button confirms: scanners of mailboxes open every link they find.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahdran.accounts.throttle import throttled
from nahdran.reports.confirmation import is_proof
from nahdran.reports.draft_access import draft_of, remember
from nahdran.reports.enums import WaitsFor
from nahdran.reports.models import Category, WaitingReport
from nahdran.reports.operations import NoLongerWaiting, OutsideTown, mail_again, take_back
from nahdran.reports.operations import confirm as confirm_report
from nahdran.reports.queries.intake import waiting_by_token
from nahdran.reports.views.citizen.wizard.review import enter

_TRIES_PER_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("reports.waiting", _TRIES_PER_HOUR, 3600)
def waiting(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the report still needs. Whoever knows the address reads that it waits; only the browser that sent it can do something."""
    found = waiting_by_token(token)
    if found is None:
        return _page(request, "gone", status=404)
    own = draft_of(request)
    is_own = own is not None and own.pk == found.pk
    if is_own and found.draft.case_id is not None:
        return enter(request, found.draft.case_id)
    if request.method == "POST" and is_own:
        return _act(request, found)
    return _page(request, "waiting", found, is_own=is_own)


def _act(request: HttpRequest, found: WaitingReport) -> HttpResponse:
    try:
        if "aendern" in request.POST:
            draft = take_back(token=found.token)
            messages.info(
                request, _("Sie können Ihre Meldung wieder ändern. Bitte senden Sie sie danach noch einmal ab.")
            )
            return remember(redirect("reports:review"), draft)
        if mail_again(token=found.token):
            messages.success(request, _("Die E-Mail ist noch einmal unterwegs."))
        else:
            messages.warning(
                request,
                _(
                    "Wir haben die E-Mail schon mehrmals geschickt. Bitte prüfen Sie die Adresse, oder rufen Sie uns an."
                ),
            )
    except NoLongerWaiting:
        messages.info(request, _("Diese Meldung wartet nicht mehr."))
    return redirect("reports:waiting", token=found.token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("reports.confirm", _TRIES_PER_HOUR, 3600)
def confirm(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    """Behind the link in the mail: look at what was sent, confirm it."""
    found = waiting_by_token(token)
    if found is None or (found.draft.case_id is None and not is_proof(found, proof)):
        return _page(request, "gone", status=404)
    if found.draft.case_id is not None or found.waits_for == WaitsFor.LOOK:
        return _page(request, "waiting", found)
    return _confirmed(request, found) if request.method == "POST" else _page(request, "confirm", found)


def _confirmed(request: HttpRequest, found: WaitingReport) -> HttpResponse:
    try:
        opened = confirm_report(token=found.token)
    except NoLongerWaiting:
        return _page(request, "gone", status=404)
    except OutsideTown as error:
        messages.error(request, error.hint)
        return _page(request, "confirm", found, status=422)
    if opened is not None:
        return enter(request, opened.case.pk)
    # The town has blocked it meanwhile: it is confirmed, and waits for a look.
    return _page(request, "waiting", waiting_by_token(found.token))


def _page(
    request: HttpRequest, name: str, found: WaitingReport | None = None, *, is_own: bool = False, status: int = 200
) -> HttpResponse:
    data = found.draft.data if found else {}
    context = {
        "waiting": found,
        "data": data,
        "category": Category.objects.filter(key=data.get("category", "")).select_related("group").first()
        if data
        else None,
        "photos": found.draft.photos.count() if found else 0,
        "email": data.get("email", "") if is_own else _masked(data.get("email", "")),
        "is_own": is_own,
        "form_title": _("Mangel melden"),
        "current_nav": "report",
    }
    response = render(request, f"reports/citizen/waiting/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _masked(email: str) -> str:
    """Enough to recognise one's own address, not enough to learn somebody else's."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain[:1]}….{domain.rpartition('.')[2]}" if domain else ""
