# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets, house numbers and named places: what the address search and the reverse geocoding read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.places.models.area import District
from nahdran.places.models.fields import Positioned, Searchable, position_check, position_index, search_index


class Street(Positioned, Searchable):
    """A street, or a hamlet whose houses are numbered without a street (``is_place``). Unique within a district."""

    name = models.CharField(max_length=200)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.SET_NULL, related_name="streets")
    # The name of the village or town that a letter carries, shown behind the street.
    place = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_place = models.BooleanField(default=False)
    source = models.CharField(max_length=300, unique=True)

    class Meta:
        verbose_name = _("Straße")
        verbose_name_plural = _("Straßen")
        constraints = [position_check("places_street_position")]
        indexes = [search_index("places_street_search")]

    def __str__(self) -> str:
        return self.name


class StreetPoint(Positioned):
    """A street every few dozen metres, so that its nearest point is found by index and without reading its line."""

    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="points")

    class Meta:
        constraints = [position_check("places_streetpoint_position")]
        indexes = [position_index("places_streetpoint_near")]


class Address(Positioned):
    """One house number. Found through its street, whose search text carries place, district and postcode."""

    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="addresses")
    house_number = models.CharField(max_length=20)
    # The number without its letter, for sorting: 3, 3a, 12.
    number = models.PositiveIntegerField(default=0)
    postcode = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=200, blank=True)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.SET_NULL, related_name="addresses")
    source = models.CharField(max_length=300, unique=True)

    class Meta:
        verbose_name = _("Adresse")
        verbose_name_plural = _("Adressen")
        constraints = [position_check("places_address_position")]
        indexes = [
            position_index("places_address_near"),
            models.Index(fields=["street", "number", "house_number"], name="places_address_number"),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.house_number}"


class PlaceName(Positioned, Searchable):
    """Something people name instead of an address: the town hall, a school, a station, a hamlet."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", _("Ort")
        POI = "poi", _("Einrichtung")

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.SET_NULL, related_name="place_names")
    source = models.CharField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("Ortsname")
        verbose_name_plural = _("Ortsnamen")
        constraints = [position_check("places_placename_position")]
        indexes = [search_index("places_placename_search"), position_index("places_placename_near")]

    def __str__(self) -> str:
        return self.name
