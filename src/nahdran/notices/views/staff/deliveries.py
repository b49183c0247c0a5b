# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/zustellungen/: what left the house, what did not and why; send again, stop.

The list shows neither names nor contents. Opening one message shows them and is in the log as a read of personal data.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.audit.operations import record_read
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.kit.text import clean_line
from nahdran.notices import queries
from nahdran.notices.enums import DUE, State
from nahdran.notices.models import Delivery
from nahdran.notices.operations import UnableToChangeDelivery, cancel, send_again
from nahdran.notices.operations.control import why_not_again
from nahdran.notices.tables import attempt_columns, attempt_lines, state_filters, tone_of
from nahdran.notices.texts import in_words

ORDER = ("-id",)
may_manage = staff_required("notices.manage")


@never_cache
@may_manage
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("zustand", "")
    state = state if state in State.values else ""
    about = clean_line(request.GET.get("vorgang", ""))[:60]
    try:
        page = page_by_key(queries.deliveries(state=state, about=about), ORDER, request.GET.get("seite", ""), size=50)
    except InvalidCursor:
        return redirect("notices_staff:deliveries")
    context = {
        "page": page,
        "lines": [{"row": row, "tone": tone_of(row.state)} for row in page.rows],
        "filters": state_filters(state, about, queries.outbox_summary()),
        "state": state,
        "about": about,
        "current_desk": "settings",
    }
    return render(request, "notices/staff/deliveries.html", context)


@never_cache
@may_manage
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Delivery, pk=pk)
    if row.erased_at is None:
        record_read(actor=request.user, obj=row, what="Nachricht mit Empfänger")
    context = {
        "row": row,
        "tone": tone_of(row.state),
        "last_error": in_words(row.last_error),
        "columns": attempt_columns(),
        "attempts": attempt_lines(row.attempts.all()),
        "why_not_again": why_not_again(row),
        "may_stop": row.state in DUE,
        "may_be_double": row.state == State.UNCERTAIN,
        "current_desk": "settings",
    }
    return render(request, "notices/staff/delivery.html", context)


@may_manage
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, send_again, _("Die Nachricht ist wieder im Postausgang."))


@may_manage
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, cancel, _("Der Versand ist abgebrochen."))


def _change(request: HttpRequest, pk: int, operation: Callable[[Delivery, Any], Delivery], done: str) -> HttpResponse:
    row = get_object_or_404(Delivery, pk=pk)
    try:
        operation(row, request.user)
        messages.success(request, done)
    except UnableToChangeDelivery as error:
        messages.error(request, error.message)
    return redirect("notices_staff:delivery", pk=pk)
