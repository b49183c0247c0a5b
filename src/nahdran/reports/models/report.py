# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The defect report: what the case core does not know of it."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex, GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from nahdran.kit import clock
from nahdran.reports.enums import Release

RELEASED = models.Q(release=Release.RELEASED)
PUBLIC_OPEN = models.Q(release=Release.RELEASED, is_open=True)
# What a clerk has still to look at before the public may see it, or more of it.
WAITS_FOR_LOOK = models.Q(release=Release.HELD, is_open=True) | models.Q(unchecked=True)

_SPOT = ["case", "lon", "lat", "category", "district", "reported_at"]


def _point() -> models.Func:
    return models.Func("lon", "lat", function="point")


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
    # {key of the question: answer}; only answers to questions marked as public are ever shown in public.
    answers = models.JSONField(default=dict)
    # Why this might be spam ("honeypot", "too_fast"); the desk sees it, nothing is thrown away because of it.
    suspicion = models.CharField(max_length=60, blank=True)
    release = models.CharField(max_length=10, choices=Release, default=Release.HELD)
    # Something of it is public by a rule, and nobody has looked at the rest yet.
    unchecked = models.BooleanField(default=False, db_default=False)
    # How many places of text and public answers look like personal data; empty until they are counted.
    findings = models.PositiveSmallIntegerField(null=True)
    # When the rule of its kind will make the text public.
    publish_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField()
    # When what the public sees of it changed last: status, place, kind, text, photos, or that it is seen at all.
    updated_at = models.DateTimeField(default=clock.now)
    tone = models.CharField(max_length=10)
    is_open = models.BooleanField(default=True)
    # What the public search finds a report by. Made of public words only, so it can leak nothing.
    words = SearchVectorField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(release__in=Release.values), name="reports_release_known"),
            models.CheckConstraint(
                condition=models.Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90), name="reports_position"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["is_open", "-reported_at", "-case"], name="reports_public", condition=RELEASED),
            models.Index(fields=["-reported_at", "-case"], name="reports_public_all", condition=RELEASED),
            models.Index(
                fields=["category", "-reported_at", "-case"], name="reports_public_category", condition=RELEASED
            ),
            models.Index(
                fields=["district", "-reported_at", "-case"], name="reports_public_district", condition=RELEASED
            ),
            # For who asks only for news: other programs that keep a copy.
            models.Index(fields=["updated_at", "case"], name="reports_public_updated", condition=RELEASED),
            # What is alike near by, without reading a row: kind and place first, then what decides.
            models.Index(
                fields=["category", "lon", "lat"],
                include=["release", "is_open", "updated_at", "reported_at", "case"],
                name="reports_alike",
            ),
            # The queue of the desk, the oldest first.
            models.Index(fields=["reported_at", "case"], name="reports_look", condition=WAITS_FOR_LOOK),
            models.Index(fields=["publish_at"], name="reports_publish", condition=models.Q(publish_at__isnull=False)),
            GinIndex(fields=["words"], name="reports_words", condition=RELEASED),
            GinIndex(fields=["words"], name="reports_open_words", condition=PUBLIC_OPEN),
            # What came since yesterday, released or not: reports lie in the order in which they came.
            BrinIndex(fields=["reported_at"], name="reports_time", autosummarize=True),
            # Bounding boxes and nearest neighbours; operator classes of the core only. What the public narrows a place by is in the index, so
            # that ten thousand of them are looked through without reading a row; most people look at open ones.
            GistIndex(_point(), name="reports_public_spots", condition=RELEASED, include=[*_SPOT, "is_open"]),
            GistIndex(_point(), name="reports_open_spots", condition=PUBLIC_OPEN, include=_SPOT),
            GistIndex(_point(), name="reports_place"),
        ]


class PublicPhoto(models.Model):
    """One photo that a clerk has released. A photo without such a row is never handed out in public."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="public_photos")
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "file"], name="reports_public_photo_once"),
        ]
