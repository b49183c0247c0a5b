# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The defect report: what the case core does not know of it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from nahdran.reports.enums import Release


class Report(models.Model):
    """``reported_at``, ``tone`` and ``is_open`` repeat what the case says, so that map and list need one table and one index."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    category = models.ForeignKey("reports.Category", models.PROTECT, related_name="+")
    district = models.ForeignKey("places.District", models.SET_NULL, null=True, related_name="+")
    lon = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    lat = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    address = models.CharField(max_length=200, blank=True)
    place_note = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    # What the public reads: the text of the report as released, with anything personal taken out.
    public_text = models.TextField(blank=True)
    photos_public = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    release = models.CharField(max_length=10, choices=Release, default=Release.HELD)
    reported_at = models.DateTimeField()
    tone = models.CharField(max_length=10)
    is_open = models.BooleanField(default=True)
    words = SearchVectorField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["is_open", "-reported_at", "-case"], name="reports_public", condition=models.Q(release="RELEASED")),
            models.Index(fields=["-reported_at", "-case"], name="reports_public_all", condition=models.Q(release="RELEASED")),
            models.Index(fields=["category", "-reported_at", "-case"], name="reports_public_category", condition=models.Q(release="RELEASED")),
            models.Index(fields=["district", "-reported_at", "-case"], name="reports_public_district", condition=models.Q(release="RELEASED")),
            GinIndex(fields=["words"], name="reports_words", condition=models.Q(release="RELEASED")),
        ]
