# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One thing with a number and a place."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.assets.models.layer import AssetLayer
from nahdran.kit.language import Worded, in_reader_language


class Asset(models.Model):
    """Never deleted: what is gone is marked as removed, so that its history can still be read. ``key`` is the number made comparable."""

    layer = models.ForeignKey(AssetLayer, models.PROTECT, related_name="assets")
    number = models.CharField(_("Nummer"), max_length=60)
    key = models.CharField(max_length=40)
    label = models.CharField(_("Bezeichnung"), max_length=120, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    address = models.CharField(max_length=200, blank=True)
    district = models.ForeignKey("places.District", models.SET_NULL, null=True, related_name="+")
    # What else its row said, {column: text}; a few short ones.
    attributes = models.JSONField(default=dict)
    notice = models.CharField(_("Hinweis vor dem Melden"), max_length=300, blank=True)
    notice_en = models.CharField(_("Hinweis vor dem Melden, auf Englisch"), max_length=300, blank=True)
    # After this day the notice is no longer said.
    notice_until = models.DateField(_("Hinweis zeigen bis"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True)
    # Where it comes from: the row of a file, a node of OpenStreetMap.
    source = models.CharField(max_length=80, blank=True)
    # Of all that its row says; the same row again changes nothing.
    checksum = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "key"], name="assets_number_once"),
            models.CheckConstraint(
                condition=models.Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90), name="assets_position"
            ),
        ]
        indexes: ClassVar = [
            # Bounding boxes and nearest neighbours; operator classes of the core only.
            GistIndex(
                models.Func("lon", "lat", function="point"), name="assets_place", condition=models.Q(is_active=True)
            ),
            # Search by the beginning of a number through all lists.
            models.Index(fields=["key"], name="assets_number", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.layer.one} {self.number}"

    @property
    def title(self) -> Worded:
        """„Lampe 4711“ in the language of the reader."""
        return in_reader_language(
            f"{self.layer.one} {self.number}", f"{self.layer.one_en} {self.number}" if self.layer.one_en else ""
        )

    def notice_on(self, day: date) -> Worded:
        """What to say before somebody reports it: its own notice as long as it holds, else that of its list. Empty if there is none."""
        if self.notice and (self.notice_until is None or day <= self.notice_until):
            return in_reader_language(self.notice, self.notice_en)
        return self.layer.stopper_label
