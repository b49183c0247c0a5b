# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What org tells the accounts below it: which rights a person holds in which units."""

from collections import defaultdict
from typing import Any

from nahdran.accounts.rights import rights_of_role, unit_rights_providers
from nahdran.org.models import Membership


def rights_in_units(user: Any) -> dict[str, set[int]]:
    """One query: the rights of each membership's role, by unit."""
    held: dict[str, set[int]] = defaultdict(set)
    for membership in Membership.objects.filter(user=user, unit__is_active=True).select_related("role"):
        for key in rights_of_role(membership.role):
            held[key].add(membership.unit_id)
    return held


unit_rights_providers.register("org", rights_in_units)
