# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which row of the old system became which case of ours. Stays as long as the case, so that a second run doubles nothing."""

from django.db import models


class Taken(models.Model):
    """``seen_at`` is the case's own moment of change when the run let go of it; if it has moved since, somebody works with it here."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=80)
    run = models.ForeignKey("takeover.Run", models.PROTECT, related_name="taken")
    # Of all that the row says; the same row again changes nothing.
    checksum = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="takeover_once")]
        indexes = [models.Index(fields=["number"], name="takeover_number")]
