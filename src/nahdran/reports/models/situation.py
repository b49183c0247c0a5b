# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Situations that change what people should report and read first: storm, flood, heat, snow. Prepared in quiet times, switched on with one click."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.kit.language import in_reader_language
from nahdran.reports.enums import Offer


class Situation(models.Model):
    """In force while ``active_until`` lies ahead, so it ends by itself."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    name_en = models.CharField(_("Name auf Englisch"), max_length=80, blank=True)
    banner = models.TextField(
        _("Hinweis auf allen Seiten"), help_text=_("Zwei, drei Sätze: was ist, was zu tun ist, wo es mehr gibt.")
    )
    banner_en = models.TextField(_("Hinweis auf Englisch"), blank=True)
    banner_easy = models.TextField(_("Hinweis in Leichter Sprache"), blank=True)
    numbers = models.CharField(
        _("Notrufnummern"), max_length=240, blank=True, help_text=_("Zum Beispiel: Lebensgefahr: 112. Störung Strom: …")
    )
    numbers_en = models.CharField(_("Notrufnummern auf Englisch"), max_length=240, blank=True)
    offer = models.CharField(_("Arten von Mängeln"), max_length=5, choices=Offer, default=Offer.FIRST)
    categories = models.ManyToManyField("reports.Category", related_name="+", blank=True, verbose_name=_("Diese Arten"))
    hours = models.PositiveSmallIntegerField(
        _("Endet von selbst nach (Stunden)"), default=24, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    active_since = models.DateTimeField(null=True, editable=False)
    active_until = models.DateTimeField(null=True, editable=False)
    position = models.PositiveSmallIntegerField(default=100, editable=False)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return in_reader_language(self.name, self.name_en)

    @property
    def text(self) -> str:
        return in_reader_language(self.banner, self.banner_en)

    @property
    def numbers_text(self) -> str:
        return in_reader_language(self.numbers, self.numbers_en)
