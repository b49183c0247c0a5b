# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One order with what hangs at it."""

from uuid import UUID

from django.db.models import QuerySet

from nahdran.cases.enums import Direction
from nahdran.cases.models import Case, Message
from nahdran.fieldwork.models import Order, OrderPhoto
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.personal import find_personal, redact


def _rows() -> QuerySet[Order]:
    return Order.objects.select_related("case__unit", "contractor", "crew__unit", "created_by")


def order_by_id(pk: int) -> Order | None:
    return _rows().filter(pk=pk).first()


def order_by_token(token: UUID) -> Order | None:
    return _rows().filter(token=token).first()


def case_by_reference(reference: str) -> Case | None:
    """The case for which something is ordered; None for a number that is none of ours."""
    try:
        number = parse_reference(reference)
    except InvalidReference:
        return None
    return Case.objects.select_related("unit").filter(reference=number).first()


def photos_of(order: Order) -> list[OrderPhoto]:
    return list(order.photos.select_related("file"))


def reported_words(case: Case) -> str:
    """What the person wrote first, without whatever looks personal: a proposal for the order, to be checked by a clerk."""
    first = Message.objects.filter(case=case, direction=Direction.IN).order_by("at", "id").first()
    return redact(first.text, find_personal(first.text)) if first else ""
