# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A change of the routing that is tried on past reports before anybody saves it. Goes by itself after two days."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from nahdran.kit import clock


class RoutingTrial(models.Model):
    """``change`` is what would be saved (``operations.trials``), ``result`` holds counts and numbers of reports, nothing of their contents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    change: Any = models.JSONField()
    # How many of the newest reports it is tried on, and how many it has seen so far.
    most = models.PositiveIntegerField()
    seen = models.PositiveIntegerField(default=0)
    result: Any = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["created_at"], name="reports_trial_age")]
