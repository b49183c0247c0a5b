# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people say should not be public, and what the town has decided about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from nahdran.reports.enums import ComplaintOutcome, ComplaintReason

UNDECIDED = Q(decided_at=None)


class Complaint(models.Model):
    """Words, address and origin go some weeks after the decision; reason, day and outcome stay with the report."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="+")
    # Made by the form, so that a form sent twice is one complaint.
    key = models.UUIDField()
    reason = models.CharField(max_length=10, choices=ComplaintReason)
    text = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="de")
    # Tells several people who complain about one report from one who does so several times; of another report it tells nothing.
    origin = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    # The report was hidden because of this one.
    hid = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome, blank=True)
    # Why, in the words of the clerk, for the person who has complained.
    answer = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_complaint_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="reports_complaint_decided",
            ),
        ]
        indexes: ClassVar = [
            # What waits at the desk: what is hidden first, then the oldest.
            models.Index(fields=["-hid", "at", "id"], name="reports_complaint_open", condition=UNDECIDED),
            # What is to be forgotten by and by.
            models.Index(fields=["decided_at"], name="reports_complaint_done", condition=~Q(origin="")),
        ]
