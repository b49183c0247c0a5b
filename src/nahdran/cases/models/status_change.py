# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the status of a case came to be. Append-only."""

from django.conf import settings
from django.db import models


class StatusChange(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="status_changes")
    at = models.DateTimeField()
    start = models.CharField(max_length=30, blank=True)
    end = models.CharField(max_length=30)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What the citizen reads about this step; a closing step always has one.
    public_text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_status_history")]
