# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/verdacht/sperrliste/: senders and words whose reports wait for a look. Kept by those who look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.blocking import BlockForm
from nahdran.reports.models import Block, WaitingReport
from nahdran.reports.queries.blocking import blocks
from nahdran.reports.views.staff.quarantine import RIGHT

# More would be no list of senders any more; every report is compared with all of it.
MOST = 500


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    form = BlockForm(request.POST or None)
    user: Any = request.user
    rows = list(blocks().select_related("actor")[:MOST])
    if request.method == "POST" and form.is_valid():
        if len(rows) >= MOST:
            messages.error(request, _("Die Sperrliste ist voll. Bitte heben Sie zuerst alte Sperren auf."))
        else:
            operations.block(**form.cleaned_data, actor=user)
            messages.success(request, _("Gesperrt. Solche Meldungen warten jetzt unter „Verdacht“."))
        return redirect("reports_staff:blocks")
    context = {"form": form, "rows": rows, "current_desk": "quarantine"}
    return render(request, "reports/staff/blocks.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    operations.unblock(entry=get_object_or_404(Block, pk=pk), actor=user)
    messages.success(request, _("Die Sperre ist aufgehoben. Was schon wartet, wartet weiter."))
    return redirect("reports_staff:blocks")


@staff_required(RIGHT)
@require_POST
def sender(request: HttpRequest, token: UUID) -> HttpResponse:
    """From a report that waits; it stays there until somebody has decided about it."""
    user: Any = request.user
    waiting = get_object_or_404(WaitingReport, token=token)
    try:
        operations.block_sender(waiting=waiting, actor=user)
    except operations.NoLongerWaiting:
        messages.info(request, _("Diese Meldung hat keine Adresse mehr."))
    else:
        messages.success(
            request, _("Die Adresse ist für zwölf Monate gesperrt. Über diese Meldung entscheiden Sie noch.")
        )
    return redirect("reports_staff:quarantine")
