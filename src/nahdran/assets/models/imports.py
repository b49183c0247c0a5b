# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file of a list on its way to us, and what was wrong with its rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.assets.enums import Grid, State
from nahdran.assets.models.layer import AssetLayer


class Import(models.Model):
    """The file lies here, packed and as a table whatever it was, until thirty days are over."""

    layer = models.ForeignKey(AssetLayer, models.CASCADE, related_name="imports")
    name = models.CharField(_("Datei"), max_length=120)
    data = models.BinaryField(default=b"")
    columns = models.JSONField(default=list)
    # {field: column}, and the columns that come along as they are.
    chosen = models.JSONField(default=dict)
    extra = models.JSONField(default=list)
    grid = models.CharField(_("Koordinaten"), max_length=10, choices=Grid, default=Grid.DEGREES)
    # The file holds the whole list: what is not in it is gone.
    is_whole = models.BooleanField(default=True)
    # GeoJSON has no lines; its objects are counted instead.
    is_geojson = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["layer", "-created_at", "-id"], name="assets_imports")]

    @property
    def share(self) -> int:
        """How far the worker is, in per cent."""
        return min(100, self.done * 100 // self.rows) if self.rows else 0


class Fault(models.Model):
    """What keeps a row out. Not more than a few thousand are kept of each import. ``code`` is worded when somebody reads it."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    value = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["of", "row", "id"], name="assets_faults")]
