# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One address of another program, with its keys and how it is doing. Written by ``operations``."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.kit import clock


class Endpoint(models.Model):
    name = models.CharField(_("Name"), max_length=80, unique=True)
    url = models.URLField(_("Adresse"), max_length=500)
    kinds = ArrayField(models.CharField(max_length=60), verbose_name=_("Ereignisse"), default=list)
    # Empty: everything.
    topics = ArrayField(models.CharField(max_length=120), verbose_name=_("Nur zu"), default=list, blank=True)
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    sealed_key = models.TextField()
    # The key before, as long as it still counts.
    sealed_old_key = models.TextField(blank=True)
    old_key_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    succeeded_at = models.DateTimeField(null=True)
    # Failures in a row, the moment of the first of them, and until when it is left alone.
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    # When it was switched off because nothing arrived.
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Webhook")
        verbose_name_plural = _("Webhooks")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
