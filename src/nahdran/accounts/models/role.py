# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Roles collect rights; a grant gives a role to a person in the whole town. Roles within a unit belong to ``org``."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.texts import in_words
from nahdran.kit.language import Worded


class Role(models.Model):
    """``rights`` holds keys of ``kit.rights``. The role ``administrator`` holds every right without listing them."""

    ADMINISTRATOR = "administrator"

    key = models.SlugField(_("Kürzel"), max_length=40, unique=True)
    name = models.CharField(_("Bezeichnung"), max_length=80, unique=True)
    description = models.CharField(_("Beschreibung"), max_length=200, blank=True)
    rights = ArrayField(models.CharField(max_length=80), verbose_name=_("Rechte"), default=list, blank=True)
    # Laid by us: may be changed but not removed.
    is_built_in = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Worded:
        """The name in the language of the reader, if it is still ours; else as the town has worded it."""
        return in_words(self.key, self.name)

    @property
    def description_label(self) -> Worded:
        return in_words(self.key, self.description)


class RoleGrant(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Rollenvergabe")
        verbose_name_plural = _("Rollenvergaben")
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="accounts_role_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role_id}"
