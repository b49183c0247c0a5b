# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was covered in photos, and what a detector proposes to cover. Neither keeps anything of what lies below."""

from typing import ClassVar

from django.db import models


class RedactedPhoto(models.Model):
    """A photo that was replaced by one with blocks burnt in. ``old`` is the number of the file that is gone; its address leads nowhere."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="+")
    old = models.UUIDField()
    # What stands in its place now, also after it was redacted once more.
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")
    # What was asked for, so that the same form sent twice is known: [[x, y, width, height], …] in pixels, and quarter turns to the right.
    blocks = models.JSONField(default=list)
    turns = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "old"], name="reports_redacted_once")]


class PhotoCheck(models.Model):
    """A detector has looked at a photo. ``spots``: [{"kind": "face", "x": …, "y": …, "width": …, "height": …}, …] in pixels of the large rendering."""

    file = models.OneToOneField("files.StoredFile", models.CASCADE, primary_key=True, related_name="+")
    detector = models.CharField(max_length=40)
    spots = models.JSONField(default=list)
    # Empty where it worked; else why there is no answer ("timeout", "too_large", "failed").
    problem = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
