# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/verdacht/: reports that look like the work of a robot. Somebody looks, and takes each in or throws it out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.cases.rules import may_read
from nahdran.files.responses import file_response
from nahdran.reports.models import DraftPhoto, WaitingReport
from nahdran.reports.operations import NoLongerWaiting, OutsideTown, accept, discard
from nahdran.reports.queries.intake import discarded, quarantine
from nahdran.reports.queries.waiting import in_detail
from nahdran.reports.views.staff.case import case_page

RIGHT = "reports.screen"
# Each one is decided and goes, so the list needs no pages.
_SHOWN = 30


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    """The oldest first: somebody may be waiting for an answer. ``ansicht=verworfen`` shows what was thrown out lately."""
    thrown = request.GET.get("ansicht") == "verworfen"
    rows = discarded().order_by("-settled_at") if thrown else quarantine().order_by("began_at")
    context = {
        "entries": in_detail(rows[:_SHOWN]),
        "shown": _SHOWN,
        "thrown": thrown,
        "current_desk": "quarantine",
    }
    return render(request, "reports/staff/quarantine.html", context)


@staff_required(RIGHT)
@require_POST
def take(request: HttpRequest, token: UUID) -> HttpResponse:
    """It is a report: to its case."""
    try:
        opened = accept(waiting=_find(token), actor=request.user)  # type: ignore[arg-type]
    except NoLongerWaiting:
        messages.info(request, _("Diese Meldung gibt es nicht mehr."))
        return redirect("reports_staff:quarantine")
    except OutsideTown as error:
        messages.error(request, error.hint)
        return redirect("reports_staff:quarantine")
    messages.success(request, _("Die Meldung ist angenommen: %(number)s") % {"number": opened.case.reference})
    return redirect(
        case_page(opened.case.reference) if may_read(request.user, opened.case) else "reports_staff:quarantine"
    )


@staff_required(RIGHT)
@require_POST
def throw_out(request: HttpRequest, token: UUID) -> HttpResponse:
    try:
        discard(waiting=_find(token), actor=request.user)  # type: ignore[arg-type]
    except NoLongerWaiting:
        messages.info(request, _("Darüber hat schon jemand entschieden."))
    else:
        messages.success(request, _("Die Meldung ist verworfen. Sieben Tage lang steht sie noch unter „Verworfen“."))
    return redirect("reports_staff:quarantine")


@staff_required(RIGHT)
def photo(request: HttpRequest, token: UUID, pk: int, variant: str) -> HttpResponseBase:
    found = DraftPhoto.objects.select_related("file").filter(pk=pk, draft__waiting__token=token).first()
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    response["Cache-Control"] = "no-store"
    return response


def _find(token: UUID) -> WaitingReport:
    found = WaitingReport.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return found
