# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town's own map tiles: which file is the current one. The file itself lies in ``DATA_DIR/tiles``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TileSet(models.Model):
    """One PMTiles file. The newest row counts; its file name carries the checksum, so a file never changes under a reader."""

    file_name = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    min_zoom = models.PositiveSmallIntegerField()
    max_zoom = models.PositiveSmallIntegerField()
    attribution = models.CharField(max_length=300, blank=True)
    is_schematic = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Kartenkacheln")
        verbose_name_plural = _("Kartenkacheln")

    def __str__(self) -> str:
        return self.file_name
