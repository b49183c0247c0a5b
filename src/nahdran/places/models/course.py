# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbered roads and railways in the town: those that somebody else usually looks after. Filled by the import only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Course(models.Model):
    """One road with its number, or all railways together, as lines. Read for the question whose ground a point lies on."""

    class Kind(models.TextChoices):
        MOTORWAY = "motorway", _("Autobahn")
        FEDERAL = "federal", _("Bundesstraße")
        STATE = "state", _("Landesstraße")
        DISTRICT = "district", _("Kreisstraße")
        RAIL = "rail", _("Bahnstrecke")

    kind = models.CharField(max_length=10, choices=Kind)
    # "A 3", "B 56", "L 288"; empty for railways
    ref = models.CharField(max_length=20, blank=True)
    lines = models.JSONField(help_text="GeoJSON LineString or MultiLineString")
    source = models.CharField(max_length=60, unique=True)

    class Meta:
        verbose_name = _("Verkehrsweg")
        verbose_name_plural = _("Verkehrswege")
        ordering = ["kind", "ref"]

    def __str__(self) -> str:
        return self.ref or str(self.get_kind_display())
