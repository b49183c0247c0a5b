# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody has typed into the report form so far. Lives a week, then goes by itself."""

import uuid

from django.db import models


class ReportDraft(models.Model):
    """Found by its random key in a cookie of its own, so it outlives an expired session. Becomes one case at the most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Set when the draft was sent; a second submit is shown the same case.
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="reports_draft_age")]


class DraftPhoto(models.Model):
    draft = models.ForeignKey(ReportDraft, models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")
    # The place read once from the photo, if it lies in the town: a proposal for the pin, nothing more.
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    # Given by a phone that sends its photos one by one: the same photo sent again is found by it.
    key = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "file"], name="reports_draft_photo_once"),
            models.UniqueConstraint(fields=["draft", "key"], name="reports_draft_photo_key"),
        ]
