# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for what: a category or group, a district or the whole town, and the unit. The most specific rule wins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoutingRule(models.Model):
    """A rule without group, category and district is the fallback; there is always exactly one."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "category", "district"], name="reports_routing_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(category=None), name="reports_routing_group_or_category"
            ),
        ]
