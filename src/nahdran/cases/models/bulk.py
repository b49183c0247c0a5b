# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One step for many cases: what was chosen, what is to be done, and what became of each. Deleted some days later."""

import uuid

from django.conf import settings
from django.db import models

from nahdran.cases.enums import BulkAction, BulkState, ItemState


class Bulk(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    action = models.CharField(max_length=10, choices=BulkAction)
    # What the form of the action asked for; empty until it was filled in.
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.DRAFT)
    # The list it was chosen from, as the address of the inbox knows it.
    came_from = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="cases_bulk_age")]


class BulkItem(models.Model):
    bulk = models.ForeignKey(Bulk, models.CASCADE, related_name="items")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    # The state of the case that the clerk had before their eyes when they chose it.
    seen_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    # Why nothing was done: a key of ``refusals.NOT_DONE``.
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "case"], name="cases_bulk_case_once")]
