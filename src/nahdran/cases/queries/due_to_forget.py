# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases whose people are to be forgotten today."""

from datetime import date

from nahdran.cases.models import Case


def due_to_forget(today: date, limit: int = 500) -> list[Case]:
    """Settled cases whose time has come, the oldest first; what is left comes in the next run."""
    return list(
        Case.objects.filter(retain_until__lte=today, closed_at__isnull=False).order_by("retain_until", "id")[:limit]
    )
