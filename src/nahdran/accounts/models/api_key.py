# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys by which other programs prove who they are. Of the key itself only a hash is kept; it is shown once, when it is made."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """Made, asked and revoked by ``operations.api_keys``. A row stays after its end: the log and what came by the key name it."""

    name = models.CharField(_("Name"), max_length=80)
    # The visible part, by which people tell keys apart and by which the row is found.
    prefix = models.CharField(_("Anfang des Schlüssels"), max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("Wofür"), default=list)
    rate_per_minute = models.PositiveIntegerField(
        _("Anfragen je Minute"), default=120, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    created_at = models.DateTimeField(_("Ausgegeben am"), default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("Gültig bis"), null=True, blank=True)
    # To the hour: who looks for a key that nobody uses needs no more, and a note is a write.
    last_used_at = models.DateTimeField(_("Zuletzt benutzt"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Zurückgezogen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Schlüssel")
        verbose_name_plural = _("Schlüssel")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{self.name} ({self.prefix})"
