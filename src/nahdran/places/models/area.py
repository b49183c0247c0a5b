# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The municipality, what it borders on, and its districts. Boundaries are GeoJSON and are evaluated in ``geometry``."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.places.models.fields import Positioned, position_check


class Area(Positioned):
    """The municipality's own area (one row) and its neighbours, which are only known by name and perhaps by outline."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Gemeinde")
        NEIGHBOUR = "neighbour", _("Nachbargemeinde")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    # Where the row comes from, e.g. "relation/1234" or "demo/lohmar". The import finds its rows again by it.
    source = models.CharField(max_length=100, unique=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon or MultiPolygon")
    # Every import writes a new one: processes that keep prepared geometries see by it that theirs are old.
    version = models.CharField(max_length=32)
    is_schematic = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="municipality"), name="places_one_municipality"),
            position_check("places_area_position"),
        ]

    def __str__(self) -> str:
        return self.name


class District(Positioned):
    """A part of the municipality that people know by name (Ortsteil). Other apps point here, so its id outlives imports."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    source = models.CharField(max_length=100, unique=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon or MultiPolygon")
    # A district that an import no longer finds, but that something still points to, is kept and set to False.
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("Ortsteil")
        verbose_name_plural = _("Ortsteile")
        # By the folded name: "Ückerath" stands under U, whatever the database sorts by.
        ordering = ["slug"]
        constraints = [position_check("places_district_position")]

    def __str__(self) -> str:
        return self.name
