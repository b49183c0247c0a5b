# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forgetting what orders say when the people of a case are forgotten. Who worked, when and for how much stays: towns account for it."""

from nahdran.cases.models import Case
from nahdran.cases.texts import FORGOTTEN
from nahdran.fieldwork.models import Order, OrderPhoto, OrderStep
from nahdran.files.operations import discard


def forget_orders(case: Case) -> None:
    """Called inside the transaction that forgets. Pictures in the thread are gone already; those that never got there go now."""
    for photo in OrderPhoto.objects.filter(order__case=case).select_related("file"):
        discard(photo.file)
    orders = Order.objects.filter(case=case)
    OrderStep.objects.filter(order__in=orders).exclude(text="").update(text=FORGOTTEN)
    orders.update(text="", result="", cost_note="", salt="", link_until=None)
