# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A view of the inbox with its filters, kept under a name: for oneself, or for everybody of a unit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Whose colleagues see it too; nobody's if empty.
    unit = models.ForeignKey("org.Unit", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("Name"), max_length=60)
    view = models.CharField(max_length=12)
    # The filters in the words of the address, so that an old one still means the same.
    query = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_start = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="cases_filter_name_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(is_start=True), name="cases_filter_one_start_page"
            ),
        ]

    def __str__(self) -> str:
        return self.name
