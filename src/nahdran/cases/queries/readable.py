# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which cases somebody may read, as one condition for lists. The same sentence for one case stands in ``rules.may_read``; a test
holds both together.
"""

from typing import Any

from django.db.models import Q, QuerySet

from nahdran.accounts.rules import units_with_right
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case


def readable_by(user: Any) -> QuerySet[Case]:
    """All cases that ``user`` may open. No query of its own beyond the rights, which are kept on the user."""
    units = units_with_right(user, "cases.read")
    confidential = units_with_right(user, "cases.confidential")
    cases = Case.objects.all()
    if isinstance(units, set):
        cases = cases.filter(unit_id__in=sorted(units))
    if isinstance(confidential, set):
        cases = cases.filter(
            Q(confidentiality=Confidentiality.NORMAL) | Q(assignee_id=user.pk) | Q(unit_id__in=sorted(confidential))
        )
    return cases
