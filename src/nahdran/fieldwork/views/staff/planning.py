# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher's page: the day of a crew, put in order by buttons or by the way."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.fieldwork.models import Crew
from nahdran.fieldwork.operations import planning
from nahdran.fieldwork.queries.day import crews_to_plan, plan_of, unplanned_of
from nahdran.fieldwork.route import length_m
from nahdran.fieldwork.rules import ORDER
from nahdran.fieldwork.tables import looks
from nahdran.kit import clock

_FURTHEST = timedelta(days=366)


@staff_required(ORDER)
def page(request: HttpRequest) -> HttpResponse:
    crews, day = crews_to_plan(request.user), _day(request.GET.get("tag", ""))
    crew = _chosen(crews, request.GET.get("trupp", ""))
    listed = plan_of(crew, day) if crew else []
    way = [(order.lon, order.lat) for order in listed if order.lon is not None and order.lat is not None]
    start = [(crew.lon, crew.lat)] if crew and crew.lon is not None and crew.lat is not None else []
    context = {
        "crews": [{"label": row.name, "href": _address(row, day), "current": row == crew} for row in crews],
        "crew": crew,
        "day": day,
        "before": _address(crew, day - timedelta(days=1)) if crew else "",
        "after": _address(crew, day + timedelta(days=1)) if crew else "",
        "rows": looks(listed),
        "waiting": looks(unplanned_of(crew, day)) if crew else [],
        "kilometres": length_m([*start, *way]) / 1000 if way else None,
        "current_desk": "orders",
    }
    return render(request, "fieldwork/staff/planning.html", context)


@staff_required(ORDER)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    crew = _chosen(crews_to_plan(request.user), request.POST.get("crew", "none"))
    if crew is None:
        raise PermissionDenied
    day = _day(request.POST.get("day", ""))
    verb, _dash, pk = request.POST.get("do", "").partition("-")
    about: dict[str, Any] = {"crew": crew, "day": day}
    if verb == "add":
        orders = [_number(text) for text in request.POST.getlist("orders")[:200]]
        added = planning.plan(**about, orders=orders, actor=request.user)  # type: ignore[arg-type]
        sentence = ngettext("%(count)d Auftrag ist eingeplant.", "%(count)d Aufträge sind eingeplant.", added)
        messages.success(request, sentence % {"count": added})
    elif verb in ("up", "down"):
        planning.shift(**about, order=_number(pk), by=-1 if verb == "up" else 1)
    elif verb == "out":
        planning.unplan(**about, order=_number(pk))
    elif verb == "route":
        planning.plan_by_route(**about)
        messages.success(request, _("Die Aufträge stehen jetzt in der Reihenfolge des Weges."))
    return redirect(_address(crew, day))


def _address(crew: Crew, day: date) -> str:
    return f"{reverse('fieldwork_staff:planning')}?trupp={crew.pk}&tag={day.isoformat()}"


def _chosen(crews: list[Crew], text: str) -> Crew | None:
    """The one that is named, or the first where none is."""
    if not text:
        return crews[0] if crews else None
    return next((crew for crew in crews if str(crew.pk) == text), None)


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    today = clock.today()
    return min(max(found or today, today - _FURTHEST), today + _FURTHEST)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
