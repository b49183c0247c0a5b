# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way to one order at the desk: find it, ask the rule, and say in a sentence why it stays closed."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_datetime

from nahdran.accounts.access import staff_required
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.queries import order_by_id
from nahdran.fieldwork.rules import ORDER, may_order

View = Callable[..., HttpResponseBase]
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def with_order(view: View) -> View:
    """The view gets the order instead of its number."""

    @staff_required(ORDER)
    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        order = find(pk)
        verdict = may_order(request.user, order.case)
        return view(request, order, **kwargs) if verdict else refuse(request, verdict)

    return guarded


def find(pk: int) -> Order:
    order = order_by_id(pk) if pk < 2**63 else None
    if order is None:
        raise Http404
    return order


def refuse(request: HttpRequest, verdict: Any) -> HttpResponse:
    return render(request, "cases/staff/refused.html", {"verdict": verdict, "current_desk": "orders"}, status=403)


def base_of(request: HttpRequest) -> datetime | None:
    """The state that the sender has seen. Something unreadable counts as very old, so it is never overlooked."""
    text = request.POST.get("base", "")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    return moment if moment is not None and moment.tzinfo is not None else _LONG_AGO
