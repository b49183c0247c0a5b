# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up who answers for what. Called by the settings page and by the demonstration; every change is logged."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.org.models import Unit
from nahdran.places.models import District
from nahdran.reports.models import Category, CategoryGroup, RoutingRule
from nahdran.reports.operations.errors import UnableToChangeSettings


def set_rule(
    *,
    unit: Unit | None,
    actor: User | None,
    group: CategoryGroup | None = None,
    category: Category | None = None,
    district: District | None = None,
) -> RoutingRule | None:
    """Name the unit for a kind or a group in a district or the whole town; without a unit the rule goes.

    The rule without kind and district cannot go: somebody must get what fits nowhere else. Cases that are open stay where they are.
    """
    key: dict[str, Any] = {"group": group, "category": category, "district": district}
    if unit is None and not any(key.values()):
        raise UnableToChangeSettings(_("Für alles Übrige muss immer jemand zuständig sein."))
    with transaction.atomic():
        rule = RoutingRule.objects.select_for_update().filter(**key).first()
        if (rule.unit_id if rule else None) == (unit.pk if unit else None):
            return rule
        if unit is None:
            RoutingRule.objects.filter(**key).delete()
            rule = None
        else:
            rule, _is_new = RoutingRule.objects.update_or_create(**key, defaults={"unit": unit})
        record(
            action="reports.routing",
            actor=actor,
            obj=category or group or district,
            data={
                "group": group.key if group else "",
                "category": category.key if category else "",
                "district": district.slug if district else "",
                "unit": unit.name if unit else "",
            },
        )
    return rule
