# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the town has settled about subscriptions."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowSettings(models.Model):
    """A single row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_on = models.BooleanField(
        _("Abos per E-Mail anbieten"),
        default=True,
        help_text=_(
            "Ausgeschaltet wird nichts verschickt und nichts Neues angenommen. Was schon abonniert ist, bleibt."
        ),
    )
    most = models.PositiveSmallIntegerField(
        _("Abos je E-Mail-Adresse, höchstens"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("Unbestätigte Abos löschen nach (Tage)"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    keep_months = models.PositiveSmallIntegerField(
        _("Nachfragen, ob ein Abo noch gewünscht ist, nach (Monate)"),
        default=24,
        validators=[MinValueValidator(3), MaxValueValidator(60)],
        help_text=_(
            "Wer dann einen Monat lang nicht antwortet, bekommt keine Nachrichten mehr, und die Adresse wird gelöscht."
        ),
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="notices_one_follow_settings")]

    def __str__(self) -> str:
        return "follow settings"
