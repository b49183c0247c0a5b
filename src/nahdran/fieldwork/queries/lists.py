# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of orders at the desk: in the units in which somebody may order, without cases that are closed to them."""

from typing import Any

from django.db.models import Q, QuerySet

from nahdran.accounts.rules import ALL_UNITS, units_with_right
from nahdran.cases.queries import readable_by
from nahdran.fieldwork.enums import OrderState
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.rules import ORDER, REPORTED, RUNNING
from nahdran.kit import clock
from nahdran.kit.paging import Page, page_by_key

PER_PAGE = 50
# Name in the address: which orders.
VIEWS = ("abnehmen", "unterwegs", "ueberfaellig", "entwuerfe", "fertig")


def may_see(user: Any) -> Q:
    """The orders of cases that this person may read and order for."""
    units = units_with_right(user, ORDER)
    own = Q() if units is ALL_UNITS else Q(case__unit_id__in=units)
    return own & Q(case__in=readable_by(user).values("pk"))


def orders_for(user: Any, view: str) -> QuerySet[Order]:
    rows = Order.objects.filter(may_see(user)).select_related("case", "contractor", "crew")
    return rows.filter(_of_view(view))


def _of_view(view: str) -> Q:
    if view == "unterwegs":
        return Q(state__in=RUNNING)
    if view == "ueberfaellig":
        return Q(state__in=RUNNING, due_date__lt=clock.today())
    if view == "entwuerfe":
        return Q(state=OrderState.DRAFT)
    if view == "fertig":
        return Q(state__in=(OrderState.APPROVED, OrderState.CANCELLED, OrderState.DECLINED))
    return Q(state__in=REPORTED)


def page_of(user: Any, view: str, cursor: str) -> Page[Order]:
    """By due day; what is finished, the newest first."""
    order = ("-id",) if view == "fertig" else ("due_date", "id")
    return page_by_key(orders_for(user, view), order, cursor, PER_PAGE)
