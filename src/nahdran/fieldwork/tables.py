# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How orders look: tone and sign of each state, lines of the history, what the steps are called."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from nahdran.fieldwork.enums import OrderState, StepKind
from nahdran.fieldwork.models import Order, OrderStep
from nahdran.fieldwork.rules import REPORTED, RUNNING
from nahdran.kit import clock

TONES = {
    OrderState.DRAFT: "new",
    OrderState.SENT: "work",
    OrderState.ACCEPTED: "work",
    OrderState.DECLINED: "stop",
    OrderState.CHECKED: "ask",
    OrderState.DONE: "ask",
    OrderState.IMPOSSIBLE: "ask",
    OrderState.APPROVED: "done",
    OrderState.CANCELLED: "stop",
}


def tone_of(order: Order) -> str:
    return TONES[OrderState(order.state)]


def is_late(order: Order) -> bool:
    return order.state in RUNNING and order.due_date < clock.today()


def waits_for_us(order: Order) -> bool:
    """Reported or declined: somebody at the desk has to decide."""
    return order.state in REPORTED


def looks(orders: Iterable[Order]) -> list[dict[str, Any]]:
    """Rows of a list."""
    return [
        {
            "order": order,
            "number": str(order),
            "tone": tone_of(order),
            "late": is_late(order),
            "recipient": order.recipient,
        }
        for order in orders
    ]


# What did not come to pass has another sign than what did.
_ENDED: dict[str, str] = {OrderState.DECLINED: "close", OrderState.IMPOSSIBLE: "alert", OrderState.CANCELLED: "close"}


def history_of(steps: Iterable[OrderStep]) -> list[dict[str, Any]]:
    """Oldest first; who acted is the firm's name or that of a colleague."""
    return [
        {
            "label": step.get_state_display() if step.kind == StepKind.STATE else step.get_kind_display(),
            "who": step.actor.name if step.actor else step.actor_label or _("von selbst"),
            "at": step.at,
            "text": step.text,
            "icon": _ENDED.get(step.state, "check") if step.kind == StepKind.STATE else "check",
        }
        for step in steps
    ]
