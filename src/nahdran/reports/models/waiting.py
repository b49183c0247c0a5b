# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that were sent but are no case yet: they wait for a confirmation or for a look."""

import uuid

from django.db import models

from nahdran.reports.enums import WaitsFor


class WaitingReport(models.Model):
    """A draft that was sent and waits. It has no number, no unit and no place in any list until it becomes a case.

    ``token`` lets the sender see that it waits; it opens and confirms nothing.
    """

    draft = models.OneToOneField("reports.ReportDraft", models.CASCADE, primary_key=True, related_name="waiting")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The same key that the case will be opened under, so a form sent again finds what waits.
    key = models.CharField(max_length=64, unique=True)
    waits_for = models.CharField(max_length=16, choices=WaitsFor)
    channel = models.CharField(max_length=10)
    began_at = models.DateTimeField()
    # Gone by itself after this moment; what waits for a clerk stays until one has decided.
    expires_at = models.DateTimeField(null=True)
    mails_sent = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    # Set when it became a case or was discarded.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["waits_for", "began_at"], name="reports_waiting", condition=models.Q(settled_at=None)),
        ]
