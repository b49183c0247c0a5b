# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes back from outside, and what the clerk makes of it.

A firm acts under its own name, because its link is all that identifies it; a member of a crew by their account. What is reported joins the
thread of the case as an internal note with the pictures, so it is forgotten together with the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.cases.kinds import Status
from nahdran.cases.models import Case
from nahdran.cases.operations import add_note, change_status, show_files
from nahdran.cases.operations.errors import ForbiddenChange
from nahdran.fieldwork import mails
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.models import Order, OrderPhoto
from nahdran.fieldwork.operations.errors import MissingReason, UnableToChange
from nahdran.fieldwork.operations.orders import new_link
from nahdran.fieldwork.operations.steps import move, taken
from nahdran.fieldwork.rules import REPORTED, RUNNING
from nahdran.files.models import StoredFile
from nahdran.kit.text import clean, clean_line


@dataclass(frozen=True, slots=True)
class Result:
    """``net_cents`` are euro cents without VAT."""

    text: str = ""
    hours: Decimal | None = None
    net_cents: int | None = None
    cost_note: str = ""


def accept(*, order: Order) -> Order:
    """The firm takes the work."""
    with transaction.atomic():
        order = taken(order)
        if order.state != OrderState.ACCEPTED:
            move(order, OrderState.ACCEPTED, label=_firm(order))
    return order


def decline(*, order: Order, reason: str) -> Order:
    """The firm does not take it, and says why. Raises MissingReason and UnableToChange."""
    with transaction.atomic():
        order = taken(order)
        if order.state != OrderState.DECLINED:
            move(order, OrderState.DECLINED, label=_firm(order), text=reason)
    return order


def keep_report(*, order: Order, result: Result) -> Order:
    """What was typed so far, to be finished later. Nobody is told."""
    with transaction.atomic():
        order = taken(order)
        if order.state not in RUNNING:
            raise UnableToChange(order.state, order.state)
        order.save(update_fields=_put(order, result))
    return order


def report(
    *, order: Order, to: OrderState, result: Result, actor: User | None = None, key: UUID | None = None
) -> Order:
    """Done, checked or not possible, with words, costs and the pictures taken on the spot. Reported twice is reported once.

    A crew that may do so settles the case in the same moment, if its workflow allows it. Raises MissingReason and UnableToChange.
    """
    if to not in REPORTED:
        raise UnableToChange(order.state, to)
    with transaction.atomic():
        order = taken(order)
        if order.state == to and order.reported_at is not None:
            return order
        label = "" if actor else _firm(order)
        fields = _put(order, result)
        step = move(order, to, actor=actor, label=label, text=result.text, fields=("reported_at", *fields), key=key)
        order.reported_at = step.at
        order.save(update_fields=["reported_at"])
        _into_thread(order, actor=actor, key=f"order:{step.pk}")
        if to == OrderState.DONE and order.crew is not None and order.crew.closes_cases:
            _settle(order, actor=actor, public_reason=clean(result.text))
    return order


def send_back(*, order: Order, actor: User, reason: str, base: datetime | None = None) -> Order:
    """Not good enough: back to whoever did it, with a reason. A firm gets a mail with a new link."""
    if not clean(reason):
        raise MissingReason
    with transaction.atomic():
        order = taken(order, base)
        if order.state not in REPORTED:
            raise UnableToChange(order.state, OrderState.SENT)
        order.reported_at = None
        fields = ("reported_at", *new_link(order))
        step = move(order, OrderState.SENT, actor=actor, text=reason, fields=fields)
        mails.returned(order, step)
    return order


def approve(
    *,
    order: Order,
    actor: User,
    base: datetime | None = None,
    close: bool = False,
    public_reason: str = "",
    show: Sequence[StoredFile] = (),
) -> Order:
    """The clerk takes the work as settled. ``show`` lets the person see these of its pictures; ``close`` settles the case with a public reason.

    Raises UnableToChange, OutdatedOrder, and what closing a case raises.
    """
    with transaction.atomic():
        order = taken(order, base)
        move(order, OrderState.APPROVED, actor=actor)
        own = set(order.photos.exclude(moment=Moment.GIVEN).values_list("file_id", flat=True))
        chosen = [file for file in show if file.pk in own]
        if chosen:
            show_files(case=order.case, files=chosen, actor=actor)
        if close:
            _settle(order, actor=actor, public_reason=public_reason, strict=True)
    return order


def done_status(case: Case) -> Status | None:
    """Where a case leads that was settled well, if its workflow allows that from here."""
    return next(
        (each for each in case.of_kind.workflow.next_of(case.status) if each.closes and each.tone == "done"), None
    )


def _settle(order: Order, *, actor: User | None, public_reason: str, strict: bool = False) -> None:
    end = done_status(order.case)
    if end is None or not public_reason:
        if strict:
            raise ForbiddenChange(order.case.status, "")
        return
    change_status(case=order.case, to=end.key, actor=actor, public_text=public_reason)


def _put(order: Order, result: Result) -> list[str]:
    order.result, order.cost_note = clean(result.text), clean_line(result.cost_note)[:300]
    order.hours, order.net_cents = result.hours, result.net_cents
    return ["result", "cost_note", "hours", "net_cents"]


def _into_thread(order: Order, *, actor: User | None, key: str) -> None:
    """An internal note in the words of whoever was there. Pictures of an earlier report hang in the thread already."""
    photos = list(order.photos.select_related("file").exclude(moment=Moment.GIVEN).filter(reported=False))
    OrderPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).update(reported=True)
    files = [photo.file for photo in photos]
    if order.result or files:
        add_note(case=order.case, actor=actor, text=order.result, files=files, key=key, label=_sender(order, actor))


def _firm(order: Order) -> str:
    return order.contractor.name if order.contractor else ""


def _sender(order: Order, actor: Any) -> str:
    return f"{actor.name}, {order.crew.name}" if actor and order.crew else order.recipient
