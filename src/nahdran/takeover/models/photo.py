# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of the old system: which name belongs to which report, and the archives that bring them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from nahdran.takeover.enums import BoxState


class TakenPhoto(models.Model):
    """A photo that a row has named. ``file`` is there as soon as an archive has brought it. Goes with its case."""

    run = models.ForeignKey("takeover.Run", models.CASCADE, related_name="photos")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    # Without folders, in lower case.
    name = models.CharField(max_length=120)
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "name"], name="takeover_photo_once")]
        indexes: ClassVar = [models.Index(fields=["run", "name"], name="takeover_photo_name")]


class PhotoBox(models.Model):
    """One archive (ZIP). Its bytes lie here until they are worked off."""

    run = models.ForeignKey("takeover.Run", models.CASCADE, related_name="boxes")
    name = models.CharField(max_length=120)
    data = models.BinaryField(default=b"")
    publishes = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=BoxState, default=BoxState.RUNNING)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    entries = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    # Nobody has named them.
    unknown = models.PositiveIntegerField(default=0)
    # Too large, damaged or no pictures.
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "-id"], name="takeover_boxes")]
