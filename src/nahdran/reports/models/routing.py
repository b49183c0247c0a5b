# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for what. Two sorts of rules in one table: the cells of a table of kinds and districts, and before them special rules in an order."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RoutingRule(models.Model):
    """With a ``position`` it is a special rule: from the top, the first that fits wins. Without one it is a cell of the table, of which
    the most specific wins. The cell without group, category and district is the fallback; there is always exactly one.
    """

    group = models.ForeignKey(
        "reports.CategoryGroup", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Gruppe")
    )
    category = models.ForeignKey(
        "reports.Category", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Art")
    )
    district = models.ForeignKey(
        "places.District", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Ortsteil")
    )
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name=_("Zuständig"))
    # Only special rules have what follows. Who gets the case at once, as long as they belong to the unit.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Person")
    )
    position = models.PositiveIntegerField(null=True, blank=True)
    # ``routing.conditions`` says what stands in them. All of them must hold.
    conditions: Any = models.JSONField(default=list, blank=True)
    channels: Any = models.JSONField(default=list, blank=True)
    # GeoJSON polygon in degrees, and what the town calls it.
    area: Any = models.JSONField(null=True, blank=True)
    area_name = models.CharField(_("Name des Gebiets"), max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "category", "district"],
                condition=models.Q(position=None),
                name="reports_routing_cell_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(category=None), name="reports_routing_group_or_category"
            ),
            models.CheckConstraint(
                condition=models.Q(position__isnull=False)
                | models.Q(conditions=[], channels=[], area__isnull=True, assignee=None),
                name="reports_routing_cells_are_plain",
            ),
        ]

    @property
    def is_special(self) -> bool:
        return self.position is not None
