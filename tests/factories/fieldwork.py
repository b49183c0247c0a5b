# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Firms, crews and orders."""

import itertools
from datetime import timedelta
from typing import Any

from PIL import Image

from nahdran.accounts.models import User
from nahdran.cases.models import Case
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.models import Contractor, Crew, Order, OrderPhoto
from nahdran.fieldwork.operations import NewOrder, Result, add_photo, make_order, report, save_crew, send_order
from nahdran.kit import clock
from nahdran.org.models import Unit
from tests.factories.files import encoded, upload

_numbers = itertools.count(1)
RIGHTS = ("cases.read", "cases.work", "fieldwork.order")


def make_contractor(name: str = "", **fields: Any) -> Contractor:
    number = next(_numbers)
    values = {"name": name or f"Elektro {number} GmbH", "email": f"auftrag{number}@firma.example", **fields}
    return Contractor.objects.create(**values)


def make_crew(unit: Unit, *members: User, **fields: Any) -> Crew:
    crew = Crew(name=fields.pop("name", "") or f"Trupp {next(_numbers)}", unit=unit, **fields)
    return save_crew(crew=crew, members=members, actor=None)


def make_draft_order(case: Case, actor: User, **fields: Any) -> Order:
    if "crew" not in fields:
        fields.setdefault("contractor", make_contractor())
    values: dict[str, Any] = {
        "title": "Leuchtmittel tauschen",
        "text": "Mast 2217, Leiter nötig.",
        "due_date": clock.today() + timedelta(days=7),
        **fields,
    }
    return reloaded(make_order(case=case, new=NewOrder(**values), actor=actor))


def make_sent_order(case: Case, actor: User, **fields: Any) -> Order:
    order = make_draft_order(case, actor, **fields)
    return reloaded(send_order(order=order, actor=actor))


def make_reported_order(case: Case, actor: User, *, photos: int = 1, **fields: Any) -> Order:
    result = fields.pop("result", Result("Leuchtmittel getauscht.", None, 12050))
    order = make_sent_order(case, actor, **fields)
    for _ in range(photos):
        picture(order, Moment.AFTER)
    return reloaded(report(order=order, to=OrderState.DONE, result=result, actor=actor if order.crew_id else None))


def picture(order: Order, moment: Moment = Moment.AFTER, **fields: Any) -> OrderPhoto:
    return add_photo(order=order, upload=image(), moment=moment, **fields)


def image() -> Any:
    """Another picture each time."""
    number = next(_numbers)
    return upload(encoded(Image.new("RGB", (64, 48), (number % 250, number // 250, 7))))


def reloaded(order: Order) -> Order:
    return Order.objects.select_related("case__unit", "contractor", "crew__unit").get(pk=order.pk)
