# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases whose people are to be forgotten today."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from nahdran.cases.enums import LinkKind
from nahdran.cases.models import Case, CaseLink


def due_to_forget(today: date, limit: int = 500) -> list[Case]:
    """Settled cases whose time has come, the oldest first; what is left comes in the next run.

    One that goes on in another case waits for that: its people are still to hear what becomes of it.
    """
    later = Q(other__closed_at=None) | Q(other__retain_until__gt=today)
    chained = Q(other__links__kind=LinkKind.MERGED, other__links__other__closed_at=None)
    goes_on = CaseLink.objects.filter(later | chained, case=OuterRef("pk"), kind=LinkKind.MERGED)
    rows = Case.objects.filter(~Exists(goes_on), retain_until__lte=today, closed_at__isnull=False)
    return list(rows.order_by("retain_until", "id")[:limit])
