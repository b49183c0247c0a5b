# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was learnt from the town's settled reports, and how good it is. The model itself is a file; the newest row counts."""

from django.db import models


class Suggester(models.Model):
    trained_at = models.DateTimeField()
    # In the storage of files; checked against the checksum before it is read.
    path = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    examples = models.PositiveIntegerField()
    top1 = models.FloatField()
    top3 = models.FloatField()
    # {key of the kind: [examples, top1, top3]}
    kinds = models.JSONField(default=dict)
    # Measured on newer reports, learnt from older ones, and how much the place counts: ``learning.later.Later``. Empty where that could not be.
    later = models.JSONField(default=dict)
    # Share of reports about a thing that are of a kind of its list.
    trust = models.FloatField(default=0.95, db_default=0.95)

    class Meta:
        ordering = ["-trained_at", "-id"]
        get_latest_by = "trained_at"
