# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The day of a crew: what is planned for it, what is left from before, and what waits for a day."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from nahdran.accounts.rules import units_with_right
from nahdran.fieldwork.models import Crew, Order
from nahdran.fieldwork.rules import CREW, ORDER, REPORTED, RUNNING
from nahdran.kit import clock


def crews_of(user: Any) -> list[Crew]:
    """The crews that this person goes out with, by name."""
    units = units_with_right(user, CREW)
    rows = Crew.objects.filter(is_active=True, pk__in=_own(user)).select_related("unit")
    return [crew for crew in rows if crew.unit_id in units]


def _own(user: Any) -> QuerySet[Any]:
    return Crew.members.through.objects.filter(user_id=user.pk).values("crew_id")


def crews_to_plan(user: Any) -> list[Crew]:
    """The crews whose day this person may plan."""
    units = units_with_right(user, ORDER)
    return [crew for crew in Crew.objects.filter(is_active=True).select_related("unit") if crew.unit_id in units]


def day_of(crews: list[Crew], day: date) -> list[Order]:
    """What lies before them: planned for the day or left from an earlier one; and what was reported of it today."""
    open_ones = Q(state__in=RUNNING, planned_for__lte=day)
    reported = Q(state__in=REPORTED, planned_for=day)
    return list(
        Order.objects.filter(open_ones | reported, crew__in=crews)
        .select_related("case", "crew")
        .prefetch_related("photos")
        .order_by("planned_for", "position", "id")
    )


def plan_of(crew: Crew, day: date) -> list[Order]:
    """What a dispatcher may put in order."""
    rows = Order.objects.filter(crew=crew, planned_for=day, state__in=RUNNING).select_related("case", "crew")
    return list(rows.order_by("position", "id"))


def unplanned_of(crew: Crew, day: date) -> list[Order]:
    """Given to the crew and without a day, or left lying on one that is over; the most urgent first."""
    lying = Q(planned_for=None) | Q(planned_for__lt=min(day, clock.today()))
    rows = Order.objects.filter(lying, crew=crew, state__in=RUNNING).select_related("case", "crew")
    return list(rows.order_by("due_date", F("id"))[:200])


def order_of_crew(user: Any, pk: int) -> Order | None:
    """An order that one of this person's crews has."""
    if pk >= 2**63:
        return None
    rows = Order.objects.select_related("case__unit", "contractor", "crew__unit")
    return rows.filter(pk=pk, crew__in=crews_of(user)).first()
