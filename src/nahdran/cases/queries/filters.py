# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The filters that somebody sees above the inbox: their own first, then those that colleagues share with a unit they may read."""

from typing import Any

from django.db.models import Q

from nahdran.accounts.rules import units_with_right
from nahdran.cases.models import SavedFilter
from nahdran.cases.queries.inbox import count_views

SHOWN = 12
COUNTED = 5


def filters_for(user: Any) -> list[SavedFilter]:
    """One query."""
    units = units_with_right(user, "cases.read")
    shared = Q(unit_id__in=sorted(units)) if isinstance(units, set) else Q(unit__isnull=False)
    rows = SavedFilter.objects.filter(Q(owner_id=user.pk) | shared).order_by("position", "id")
    return sorted(rows, key=lambda row: row.owner_id != user.pk)[:SHOWN]


def own_filters(user: Any) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(owner_id=user.pk).select_related("unit").order_by("position", "id"))


def start_filter(user: Any) -> SavedFilter | None:
    """What this person wants to begin with instead of the board of the day. Whether there is one is asked along with the counts of the views."""
    chosen = SavedFilter.objects.filter(owner_id=user.pk, is_start=True)
    return chosen.first() if count_views(user, {"start": chosen})["start"] else None
