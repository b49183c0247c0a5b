# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of a crew's day: which orders, and in which order. Only places in a list change, so the cases are not locked."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.fieldwork.models import Crew, Order
from nahdran.fieldwork.route import order_of
from nahdran.fieldwork.rules import RUNNING


@transaction.atomic
def plan(*, crew: Crew, day: date, orders: Sequence[int], actor: User) -> int:
    """Put these at the end of the day; returns how many. What is finished meanwhile or another crew's is left out."""
    listed = _locked(crew, day)
    wanted = Order.objects.select_for_update().filter(pk__in=orders, crew=crew, state__in=RUNNING)
    added = [order for order in wanted.order_by("due_date", "pk") if order.planned_for != day]
    _number([*listed, *added], day)
    if added:
        data = {"crew": crew.name, "day": day.isoformat(), "orders": len(added)}
        record(action="fieldwork.planned", actor=actor, data=data)
    return len(added)


@transaction.atomic
def unplan(*, crew: Crew, day: date, order: int) -> None:
    """Take one out of the day again."""
    listed = _locked(crew, day)
    for row in listed:
        if row.pk == order:
            row.planned_for, row.position = None, 0
            row.save(update_fields=["planned_for", "position"])
    _number([row for row in listed if row.pk != order], day)


@transaction.atomic
def shift(*, crew: Crew, day: date, order: int, by: int) -> None:
    """One place up (-1) or down (1)."""
    listed = _locked(crew, day)
    place = next((number for number, row in enumerate(listed) if row.pk == order), None)
    if place is None or not 0 <= place + by < len(listed):
        return
    listed[place], listed[place + by] = listed[place + by], listed[place]
    _number(listed, day)


@transaction.atomic
def plan_by_route(*, crew: Crew, day: date) -> None:
    """In the order of the way from the depot. What has no place stays at the end."""
    listed = _locked(crew, day)
    placed = {row.pk: (row.lon, row.lat) for row in listed if row.lon is not None and row.lat is not None}
    start = (crew.lon, crew.lat) if crew.lon is not None and crew.lat is not None else None
    way = {pk: number for number, pk in enumerate(order_of(placed, start))}
    _number(sorted(listed, key=lambda row: way.get(row.pk, len(way))), day)


def _locked(crew: Crew, day: date) -> list[Order]:
    """The day under a lock, taken in the order of the ids, so that two planners never wait for each other."""
    rows = Order.objects.select_for_update().filter(crew=crew, planned_for=day, state__in=RUNNING).order_by("pk")
    return sorted(rows, key=lambda row: (row.position, row.pk))


def _number(rows: Sequence[Order], day: date) -> None:
    for number, row in enumerate(rows, 1):
        row.planned_for, row.position = day, number
    Order.objects.bulk_update(rows, ["planned_for", "position"])
