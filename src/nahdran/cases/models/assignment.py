# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which unit and which person had a case, and why it was handed on. Append-only."""

from django.conf import settings
from django.db import models


class Assignment(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="assignments")
    at = models.DateTimeField()
    unit_before = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The clerk's reason for handing on.
    reason = models.TextField(blank=True)
    # Why the routing decided so, to be worded for each reader (``cases.kinds.reasons``); rows from before have a sentence in ``reason``.
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_assignment_history")]
