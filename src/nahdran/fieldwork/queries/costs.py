# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What work has cost, by month and recipient. Counted in the month in which it was reported; what was called off or declined costs nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from nahdran.fieldwork.enums import OrderState
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.queries.lists import may_see

_OUT = (OrderState.CANCELLED, OrderState.DECLINED)


@dataclass(frozen=True, slots=True)
class CostLine:
    month: date
    recipient: str
    orders: int
    hours: Decimal
    net_cents: int


def _charged(user: Any, year: int) -> QuerySet[Order]:
    zone = timezone.get_current_timezone()
    return (
        Order.objects.filter(may_see(user), net_cents__isnull=False, reported_at__year=year)
        .exclude(state__in=_OUT)
        .annotate(month=TruncMonth("reported_at", tzinfo=zone))
    )


def costs_of_months(user: Any, year: int) -> list[CostLine]:
    """One query; months from the newest, recipients by name."""
    rows: Any = (  # the plugin does not know the annotation
        _charged(user, year)
        .values("month", "contractor__name", "crew__name")  # type: ignore[misc]
        .annotate(orders=Count("pk"), hours=Sum("hours"), cents=Sum("net_cents"))
        .order_by("-month", "contractor__name", "crew__name")
    )
    return [
        CostLine(
            row["month"].date(),
            row["contractor__name"] or row["crew__name"],
            row["orders"],
            row["hours"] or Decimal(0),
            row["cents"],
        )
        for row in rows
    ]


def cost_lines(user: Any, year: int) -> Iterable[Order]:
    """Every single order behind these sums, for the file; any number without needing memory."""
    rows = _charged(user, year).select_related("case", "contractor", "crew").order_by("reported_at", "id")
    return rows.iterator(chunk_size=500)
