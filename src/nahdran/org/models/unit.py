# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units of the town hall, and who works in which of them with which role."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """A department or a team. A concern always belongs to one."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    short_name = models.CharField(
        _("Kürzel"), max_length=4, help_text=_("Zwei bis vier Buchstaben für schmale Spalten.")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    is_active = models.BooleanField(_("in Betrieb"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="org_unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one unit with one role. The role's rights count for this unit only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    role = models.ForeignKey("accounts.Role", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit", "role"], name="org_membership_once")]
