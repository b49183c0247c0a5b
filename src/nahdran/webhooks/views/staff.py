# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/webhooks/: addresses of other programs, their keys, and what was delivered there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.webhooks import operations
from nahdran.webhooks.enums import State
from nahdran.webhooks.forms import EndpointForm
from nahdran.webhooks.models import Dispatch, Endpoint
from nahdran.webhooks.operations import Made
from nahdran.webhooks.queries import endpoints, log_of
from nahdran.webhooks.slots import label_of, topic_labels
from nahdran.webhooks.tables import line_of, problem_of, state_filters, tone_of

RIGHT = "webhooks.manage"
_INDEX, _ONE = "webhooks_staff:index", "webhooks_staff:one"
_PAGE = 30


@staff_required(RIGHT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    lines = [{"row": row, "state": tone_of(row)} for row in endpoints()]
    return render(request, "webhooks/staff/index.html", {"lines": lines, "current_desk": "settings"})


@never_cache
@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The key is shown on the page that answers, once."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _show_key(request, operations.add_endpoint(endpoint=form.save(commit=False), actor=_me(request)))
    context = {"form": form, "current_desk": "settings"}
    return render(request, "webhooks/staff/edit.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How it is doing, and the list of deliveries."""
    row = get_object_or_404(endpoints(), pk=pk)
    state = request.GET.get("zustand", "")
    state = state if state in State.values else ""
    try:
        page = page_by_key(log_of(row, state), ("-id",), request.GET.get("seite", ""), size=_PAGE)
    except InvalidCursor:
        return redirect(_ONE, pk=pk)
    context = {
        "row": row,
        "state": tone_of(row),
        "kinds": [label_of(kind) for kind in row.kinds],
        "topics": topic_labels(row.topics),
        "page": page,
        "lines": [line_of(each, row) for each in page.rows],
        "filters": state_filters(state),
        "filtered": bool(state),
        "current_desk": "settings",
    }
    return render(request, "webhooks/staff/one.html", context)


@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Endpoint, pk=pk)
    name = row.name
    form = EndpointForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        operations.change_endpoint(endpoint=form.save(commit=False), actor=_me(request))
        messages.success(request, _("Der Webhook ist gespeichert."))
        return redirect(_ONE, pk=pk)
    context = {"form": form, "row": row, "name": name, "current_desk": "settings"}
    return render(request, "webhooks/staff/edit.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    found = operations.send_test(endpoint=get_object_or_404(Endpoint, pk=pk))
    if found.state == State.SENT:
        messages.success(request, _("Die Probe ist angekommen. Antwort: %(status)s.") % {"status": found.http_status})
    else:
        problem = {"problem": problem_of(found)}
        messages.warning(request, _("Die Probe ist nicht angekommen. %(problem)s") % problem)
    return redirect(_ONE, pk=pk)


@never_cache
@staff_required(RIGHT)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_key(request, operations.renew_key(endpoint=get_object_or_404(Endpoint, pk=pk), actor=_me(request)))


@staff_required(RIGHT)
@require_POST
def end_old(request: HttpRequest, pk: int) -> HttpResponse:
    if operations.end_old_key(endpoint=get_object_or_404(Endpoint, pk=pk), actor=_me(request)):
        messages.success(request, _("Der vorige Schlüssel gilt nicht mehr."))
    return redirect(_ONE, pk=pk)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    operations.remove_endpoint(endpoint=get_object_or_404(Endpoint, pk=pk), actor=_me(request))
    messages.success(request, _("Der Webhook ist gelöscht."))
    return redirect(_INDEX)


@staff_required(RIGHT)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Dispatch, pk=pk)
    if operations.resend(dispatch=row, actor=_me(request)):
        messages.success(request, _("Das Ereignis ist wieder auf dem Weg."))
    else:
        messages.warning(
            request, _("Das geht gerade nicht: Es ist schon unterwegs, oder der Webhook ist nicht in Gebrauch.")
        )
    return redirect(_ONE, pk=row.endpoint_id)


@staff_required(RIGHT)
@require_POST
def again_failed(request: HttpRequest, pk: int) -> HttpResponse:
    count = operations.resend_failed(endpoint=get_object_or_404(Endpoint, pk=pk), actor=_me(request))
    if count:
        text = ngettext(
            "%(count)s Ereignis ist wieder auf dem Weg.", "%(count)s Ereignisse sind wieder auf dem Weg.", count
        )
        messages.success(request, text % {"count": count})
    return redirect(_ONE, pk=pk)


def _show_key(request: HttpRequest, made: Made) -> HttpResponse:
    return render(request, "webhooks/staff/key.html", {"made": made, "current_desk": "settings"})


def _me(request: HttpRequest) -> Any:
    return request.user
