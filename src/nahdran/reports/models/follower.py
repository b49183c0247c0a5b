# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who wants to hear what becomes of somebody else's report."""

import uuid

from django.conf import settings
from django.db import models


class Follower(models.Model):
    """An address counts once it is confirmed. The links in its mails are derived from ``token``, never stored."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="followers")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    language = models.CharField(max_length=5, default="de")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    began_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    mails_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "email"], name="reports_follower_once")]
        indexes = [
            models.Index(
                fields=["began_at"], name="reports_follower_open", condition=models.Q(confirmed_at__isnull=True)
            ),
            models.Index(
                fields=["account"], name="reports_follower_account", condition=models.Q(account__isnull=False)
            ),
        ]
