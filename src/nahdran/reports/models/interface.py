# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came in through the interface for other programs: by which key, under which number of its sender; and the sandbox, which is all its own."""

from typing import ClassVar

from django.db import models

from nahdran.kit import clock


class ReceivedReport(models.Model):
    """One report that another program has sent. Holds nothing about the person: what their program calls them is in the fingerprint only."""

    api_key = models.ForeignKey("accounts.ApiKey", models.PROTECT, related_name="+")
    # The same key under which the case was, or will be, opened; sent again it finds this row.
    submission = models.CharField(max_length=64, unique=True)
    # Of everything that was sent, so that the same number for something else is noticed.
    fingerprint = models.CharField(max_length=64)
    # Empty while it waits for a confirmation.
    case = models.OneToOneField("cases.Case", models.CASCADE, null=True, related_name="+")
    token = models.UUIDField(null=True, unique=True)
    received_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            # A report sent twice within minutes; and what one key has sent, newest first.
            models.Index(fields=["api_key", "fingerprint", "received_at"], name="reports_received_again"),
            models.Index(
                fields=["api_key", "-case"], name="reports_received_by", condition=models.Q(case__isnull=False)
            ),
        ]


class SandboxRequest(models.Model):
    """A report in the sandbox: never a case, seen by nobody but those who ask the sandbox, gone after some days."""

    api_key = models.ForeignKey("accounts.ApiKey", models.CASCADE, related_name="+")
    submission = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    category = models.ForeignKey("reports.Category", models.CASCADE, related_name="+")
    lon = models.FloatField()
    lat = models.FloatField()
    address = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    is_open = models.BooleanField(default=True)
    # What was told about it afterwards: objects with id, at, status and text.
    updates = models.JSONField(default=list)
    token = models.UUIDField(null=True, unique=True)
    requested_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-requested_at", "-id"], name="reports_sandbox_newest")]

    @property
    def reference(self) -> str:
        """Reads like a reference of ours and can be none."""
        return f"TEST-{self.pk:06d}"
