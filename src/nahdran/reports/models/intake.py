# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the town has settled about taking reports in."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeSettings(models.Model):
    """A single row: how the town takes reports in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    confirm_days = models.PositiveSmallIntegerField(
        _("Unbestätigte Meldungen löschen nach (Tage)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    remind_days = models.PositiveSmallIntegerField(
        _("An die Bestätigung erinnern nach (Tage)"),
        default=2,
        validators=[MaxValueValidator(29)],
        help_text=_("0 heißt: nicht erinnern."),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="reports_one_intake")]
