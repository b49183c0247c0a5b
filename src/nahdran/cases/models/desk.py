# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk keeps for the people who work there: drafts, who is looking, follow-ups and wordings."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """An answer or note that somebody has begun, and the state of the case they had before their eyes."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    base = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "author"], name="cases_draft_once")]


class Presence(models.Model):
    """Who has a case open right now. A row counts for half a minute."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="cases_presence_once")]


class FollowUp(models.Model):
    """A day on which somebody wants to look at a case again."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="follow_up")
    date = models.DateField(_("Wiedervorlage"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["date"], name="cases_follow_up_day")]


class ReplyTemplate(models.Model):
    """A wording for answers. ``{reference}``, ``{title}``, ``{place}``, ``{unit}`` and ``{name}`` are filled in; nothing else is."""

    title = models.CharField(_("Name"), max_length=80)
    text = models.TextField(_("Text"))
    kind = models.CharField(_("für"), max_length=30, blank=True)
    unit = models.ForeignKey(
        "org.Unit", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("nur für die Einheit")
    )
    is_active = models.BooleanField(_("in Gebrauch"), default=True)

    def __str__(self) -> str:
        return self.title
