# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds of defects in groups, with their own questions and promises. Set up by the town, never in code."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.kit.language import Worded, in_reader_language
from nahdran.reports.enums import Publish, QuestionKind


class CategoryGroup(models.Model):
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    name_en = models.CharField(_("Name auf Englisch"), max_length=80, blank=True)
    icon = models.CharField(_("Zeichen"), max_length=40, default="report")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Worded:
        """The name in the language of the reader."""
        return in_reader_language(self.name, self.name_en)


class Category(models.Model):
    """One kind of defect. A category that reports point to is switched off, not deleted."""

    group = models.ForeignKey(CategoryGroup, models.PROTECT, related_name="categories", verbose_name=_("Gruppe"))
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("Name auf Englisch"), max_length=80, blank=True)
    icon = models.CharField(_("Zeichen"), max_length=40, blank=True, help_text=_("Leer: das Zeichen der Gruppe."))
    description = models.CharField(_("Was gehört dazu?"), max_length=240, blank=True)
    description_en = models.CharField(_("Was gehört dazu, auf Englisch"), max_length=240, blank=True)
    keywords = models.CharField(
        _("Suchwörter"),
        max_length=400,
        blank=True,
        help_text=_("Wörter, die Menschen dafür benutzen, mit Komma getrennt."),
    )
    hint = models.TextField(
        _("Hinweis vor dem Absenden"), blank=True, help_text=_("Zum Beispiel eine Telefonnummer für Notfälle.")
    )
    hint_en = models.TextField(_("Hinweis auf Englisch"), blank=True)
    first_answer_days = models.PositiveSmallIntegerField(
        _("Erste Antwort in Werktagen"), default=3, validators=[MinValueValidator(1), MaxValueValidator(250)]
    )
    settle_days = models.PositiveSmallIntegerField(
        _("Erledigung in Werktagen"), default=15, validators=[MinValueValidator(1), MaxValueValidator(250)]
    )
    photo_required = models.BooleanField(_("Foto ist Pflicht"), default=False)
    contact_required = models.BooleanField(_("E-Mail-Adresse ist Pflicht"), default=False)
    release_at_once = models.BooleanField(
        _("Ort und Art sofort auf der Karte zeigen"),
        default=False,
        help_text=_("Text und Foto zeigt die Stadt erst nach Prüfung."),
    )
    publish = models.CharField(
        _("Öffentlich zeigen"), max_length=10, choices=Publish, default=Publish.CHECK, db_default=Publish.CHECK
    )
    # Counted from the report on; only where ``publish`` says so.
    publish_hours = models.PositiveSmallIntegerField(
        _("nach Arbeitsstunden"),
        default=8,
        db_default=8,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    near_m = models.PositiveSmallIntegerField(
        _("Ähnliche Meldungen im Umkreis zeigen (Meter)"),
        default=50,
        validators=[MinValueValidator(5), MaxValueValidator(250)],
        help_text=_("Bevor jemand dasselbe noch einmal meldet. Höchstens 250."),
    )
    related = models.ManyToManyField(
        "self",
        blank=True,
        verbose_name=_("Auch ähnlich"),
        help_text=_("Arten aus anderen Gruppen, die dasselbe meinen können."),
    )
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        ordering = ["group__position", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="reports_category_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Worded:
        """The name in the language of the reader."""
        return in_reader_language(self.name, self.name_en)

    @property
    def description_label(self) -> Worded:
        return in_reader_language(self.description, self.description_en)

    @property
    def hint_label(self) -> Worded:
        return in_reader_language(self.hint, self.hint_en)

    @property
    def sign(self) -> str:
        """The icon to show: its own, else that of its group."""
        return self.icon or self.group.icon


class Question(models.Model):
    """One question of a category. Answers are kept under its key, so a question may be reworded."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    label = models.CharField(_("Frage"), max_length=200)
    label_en = models.CharField(_("Frage auf Englisch"), max_length=200, blank=True)
    hint = models.CharField(_("Hinweis"), max_length=240, blank=True)
    hint_en = models.CharField(_("Hinweis auf Englisch"), max_length=240, blank=True)
    kind = models.CharField(_("Antwort"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    # Objects with key, label and label_en, in the order in which they are shown.
    choices = models.JSONField(_("Antworten zur Auswahl"), default=list, blank=True)
    required = models.BooleanField(_("muss beantwortet werden"), default=False)
    is_public = models.BooleanField(_("Antwort darf öffentlich sein"), default=False)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    # A question that is no longer asked stays, so that answers given to it can still be read.
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["category", "key"], name="reports_question_key")]

    def __str__(self) -> str:
        return self.label

    @property
    def text(self) -> Worded:
        """The question in the language of the reader."""
        return in_reader_language(self.label, self.label_en)

    @property
    def hint_text(self) -> Worded:
        return in_reader_language(self.hint, self.hint_en)

    @property
    def options(self) -> list[tuple[str, Worded]]:
        """The answers to choose from as (key, wording in the language of the reader)."""
        return [
            (choice["key"], in_reader_language(choice["label"], choice.get("label_en", ""))) for choice in self.choices
        ]
