# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who else has a case open right now."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from nahdran.cases.models import Case, Presence
from nahdran.kit import clock

# Twice the pulse of an open page (15 s), so that one lost pulse makes nobody disappear.
SEEN_WITHIN = timedelta(seconds=30)


def watching(case: Case, besides: Any) -> QuerySet[Presence]:
    return (
        Presence.objects.filter(case=case, seen_at__gt=clock.now() - SEEN_WITHIN)
        .exclude(user=besides)
        .order_by("user__name", "id")
    )


def presence(case: Case, besides: Any) -> list[Presence]:
    """The others, by name. One query."""
    return list(watching(case, besides).select_related("user"))
