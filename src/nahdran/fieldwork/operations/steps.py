# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inside of every step: take the order for a change, move it, write the history. Called by the verbs only."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from nahdran.audit.operations import record
from nahdran.cases.operations.locking import locked
from nahdran.fieldwork.enums import OrderState, StepKind
from nahdran.fieldwork.models import Order, OrderStep
from nahdran.fieldwork.operations.errors import MissingReason, OutdatedOrder, UnableToChange
from nahdran.fieldwork.rules import NEEDS_REASON, allows
from nahdran.kit import clock
from nahdran.kit.text import clean


def taken(order: Order, base: datetime | None = None) -> Order:
    """The order under a lock, behind the lock of its case. ``base`` is the ``changed_at`` that the sender has seen."""
    case = locked(order.case)
    fresh = Order.objects.select_for_update(of=("self",)).select_related("contractor", "crew__unit").get(pk=order.pk)
    fresh.case = case
    if base is not None and base != fresh.changed_at:
        raise OutdatedOrder
    return fresh


def moment(order: Order) -> datetime:
    """Always behind the step before."""
    return max(clock.now(), order.changed_at + timedelta(microseconds=1))


def move(
    order: Order,
    to: OrderState,
    *,
    actor: Any = None,
    label: str = "",
    text: str = "",
    fields: tuple[str, ...] = (),
    key: UUID | None = None,
) -> OrderStep:
    """Lead a locked order on and save it with ``fields``. Raises UnableToChange and MissingReason."""
    start, text = order.state, clean(text)
    if not allows(start, to):
        raise UnableToChange(start, to)
    if to in NEEDS_REASON and not text:
        raise MissingReason
    order.state = to
    step = note(order, actor=actor, label=label, text=text, fields=("state", *fields), key=key)
    data = {"order": order.serial, "from": start, "to": to}
    record(action="fieldwork.order", actor=actor, actor_label=label, obj=order.case, data=data)
    return step


def note(
    order: Order,
    *,
    kind: StepKind = StepKind.STATE,
    actor: Any = None,
    label: str = "",
    text: str = "",
    fields: tuple[str, ...] = (),
    key: UUID | None = None,
) -> OrderStep:
    """A line of the history at the time of this step."""
    order.changed_at = moment(order)
    order.save(update_fields=["changed_at", *fields])
    about = {"kind": kind, "state": order.state, "actor": actor, "actor_label": label, "text": text, "key": key}
    return OrderStep.objects.create(order=order, at=order.changed_at, **about)
