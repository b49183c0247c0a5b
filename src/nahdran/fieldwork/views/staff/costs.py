# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What work has cost, by month and recipient: a table, and every order behind it as a file."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.fieldwork.queries import cost_lines, costs_of_months
from nahdran.fieldwork.rules import ORDER
from nahdran.kit import clock
from nahdran.kit.dates import month as month_in_words
from nahdran.kit.sheet import csv_lines

_FIRST_YEAR = 2000
_HEAD = (
    "order", "case", "month", "recipient", "title", "address", "reported", "state", "hours", "net_euros", "note",
)  # fmt: skip


@require_safe
@staff_required(ORDER)
def page(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    lines = costs_of_months(request.user, year)
    months = [
        {"month": month_in_words(month), "lines": rows, "net_cents": sum(line.net_cents for line in rows)}
        for month, found in groupby(lines, key=lambda line: line.month)
        for rows in [list(found)]
    ]
    context = {
        "year": year,
        "years": [year - 1, year + 1] if year < clock.today().year else [year - 1],
        "months": months,
        "net_cents": sum(line.net_cents for line in lines),
        "current_desk": "orders",
    }
    return render(request, "fieldwork/staff/costs.html", context)


@require_safe
@staff_required(ORDER)
def file(request: HttpRequest) -> HttpResponseBase:
    """UTF-8 with semicolons and a mark in front, so that a German spreadsheet opens it by a click."""
    year = _year(request)
    lines = csv_lines(_HEAD, _rows(request, year), delimiter=";")
    response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="auftraege-{year}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _rows(request: HttpRequest, year: int) -> Iterable[list[object]]:
    for order in cost_lines(request.user, year):
        reported = clock.local(order.reported_at) if order.reported_at else None
        yield [
            str(order),
            order.case.reference,
            reported.date().isoformat()[:7] if reported else "",
            order.recipient,
            order.title,
            order.address,
            reported.date().isoformat() if reported else "",
            order.state,
            order.hours if order.hours is not None else "",
            f"{Decimal(order.net_cents or 0) / 100:.2f}",
            order.cost_note,
        ]


def _marked(lines: Iterable[str]) -> Iterable[str]:
    yield "\ufeff"
    yield from lines


def _year(request: HttpRequest) -> int:
    text = request.GET.get("jahr", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else clock.today().year
    return min(max(year, _FIRST_YEAR), clock.today().year)
