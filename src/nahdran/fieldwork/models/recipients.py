# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who work is given to: firms outside, and crews of the town's own people."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Contractor(models.Model):
    """A firm. It has no account: each order reaches it by a link of its own."""

    name = models.CharField(_("Name der Firma"), max_length=120, unique=True)
    email = models.EmailField(
        _("E-Mail-Adresse"), help_text=_("Dorthin gehen die Aufträge. Wer diese Mails liest, kann sie bearbeiten.")
    )
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    language = models.CharField(
        _("Sprache der E-Mails"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    trades = models.CharField(
        _("Wofür"),
        max_length=300,
        blank=True,
        help_text=_(
            "Arten von Arbeiten, mit Komma getrennt, zum Beispiel „Straßenbeleuchtung, Elektro“. Passt ein Wort zum Vorgang, steht die Firma oben."
        ),
    )
    is_active = models.BooleanField(_("in Gebrauch"), default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Crew(models.Model):
    """People of one unit who go out together. Their day begins at the depot, if it is known."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name=_("Einheit"))
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="fieldwork.CrewMember", related_name="+")
    depot = models.CharField(_("Wo der Tag beginnt"), max_length=200, blank=True)
    lon = models.FloatField(null=True, editable=False, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    lat = models.FloatField(null=True, editable=False, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    closes_cases = models.BooleanField(
        _("„Erledigt“ schließt den Vorgang sofort ab"),
        default=False,
        help_text=_("Sonst nimmt erst das Büro die Arbeit ab und meldet den Vorgang erledigt."),
    )
    is_active = models.BooleanField(_("in Gebrauch"), default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class CrewMember(models.Model):
    crew = models.ForeignKey(Crew, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["crew", "user"], name="fieldwork_member_once"),
        ]
