# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Others who look after something in the town: district, Land, motorways, railway, power company, private owner, neighbouring town."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.kit.language import in_reader_language
from nahdran.places.models import Course
from nahdran.reports.enums import BodyDoes, BodySort, BodyWhere


class Body(models.Model):
    """What it answers for (groups, kinds, or everything), where, and what happens when somebody reports just that."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    name_en = models.CharField(_("Name auf Englisch"), max_length=120, blank=True)
    sort = models.CharField(_("Wer ist das?"), max_length=10, choices=BodySort, default=BodySort.OTHER)
    explanation = models.TextField(
        _("Erklärung"),
        help_text=_("Warum ist nicht die Stadt zuständig? Zwei Sätze, die jeder versteht."),
    )
    explanation_en = models.TextField(_("Erklärung auf Englisch"), blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True, help_text=_("Dorthin gehen weitergegebene Meldungen."))
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    url = models.URLField(_("Seite, auf der man dort meldet"), blank=True)
    groups = models.ManyToManyField("reports.CategoryGroup", related_name="+", blank=True, verbose_name=_("Gruppen"))
    categories = models.ManyToManyField("reports.Category", related_name="+", blank=True, verbose_name=_("Arten"))
    where = models.CharField(_("Wo"), max_length=10, choices=BodyWhere, default=BodyWhere.TOWN)
    districts = models.ManyToManyField("places.District", related_name="+", blank=True, verbose_name=_("Ortsteile"))
    course_kind = models.CharField(_("Entlang von"), max_length=10, choices=Course.Kind, blank=True)
    course_refs = models.CharField(
        _("Nur diese Nummern"), max_length=200, blank=True, help_text=_("Zum Beispiel: A 3, A 560. Leer: alle.")
    )
    # GeoJSON geometry of any kind that has a place: areas as they are, lines with the width below.
    area = models.JSONField(_("Fläche oder Linie"), null=True, blank=True)
    width_m = models.PositiveSmallIntegerField(
        _("Breite links und rechts (Meter)"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Bei Straßen, Bahnstrecken und Linien."),
    )
    neighbour = models.CharField(
        _("Nachbargemeinde"), max_length=200, blank=True, help_text=_("Leer: alles außerhalb der Stadt.")
    )
    does = models.CharField(_("Was geschieht"), max_length=10, choices=BodyDoes, default=BodyDoes.CONTACT)
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    position = models.PositiveSmallIntegerField(default=100)
    # Processes keep the areas prepared; by this they see that theirs are old.
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(does=BodyDoes.HAND_OVER) | ~models.Q(email=""), name="reports_body_reachable"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return in_reader_language(self.name, self.name_en)

    @property
    def text(self) -> str:
        return in_reader_language(self.explanation, self.explanation_en)

    @property
    def hands_over(self) -> bool:
        return self.does == BodyDoes.HAND_OVER


class HandOver(models.Model):
    """A report that was passed on, by a mail with a secret link. What the link shows is read from the report, not copied."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="hand_overs")
    body = models.ForeignKey(Body, models.SET_NULL, null=True, related_name="+")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    # Whether the person has allowed that name and addresses go along.
    shares_contact = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "body"], name="reports_handed_over_once")]
