# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails to firms: rows of the outbox in the transaction that causes them. Crews get none; their list is in the house.

They name the title and the place of the work and nothing of who reported it.
"""

from typing import Any

from nahdran.fieldwork.links import link_of
from nahdran.fieldwork.models import Order, OrderStep
from nahdran.notices.operations import Recipient, send


def given(order: Order, step: OrderStep) -> None:
    _send(order, step, "given", link=link_of(order) if order.contractor_id else "")


def reminded(order: Order, step: OrderStep) -> None:
    _send(order, step, "reminded", link=link_of(order))


def renewed(order: Order, step: OrderStep) -> None:
    _send(order, step, "renewed", link=link_of(order))


def returned(order: Order, step: OrderStep) -> None:
    _send(order, step, "returned", link=link_of(order) if order.contractor_id else "", reason=step.text)


def cancelled(order: Order, step: OrderStep) -> None:
    _send(order, step, "cancelled", reason=step.text)


def _send(order: Order, step: OrderStep, template: str, **context: Any) -> None:
    firm = order.contractor
    if firm is None:
        return
    send(
        recipient=Recipient(address=firm.email, name=firm.name, language=firm.language),
        template=f"fieldwork/{template}",
        context={"order": order, "number": str(order), "link_until": order.link_until, **context},
        dedup_key=f"order:{order.pk}:{template}:{step.pk}",
        about=order.case.reference,
        secret="link" in context,  # the link acts on the order
    )
