# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One attempt to hand a delivery over, with how far it got and what the other side said. Append-only; written by the worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahdran.kit import clock
from nahdran.notices.enums import Outcome, Phase
from nahdran.notices.models.delivery import Delivery


class Attempt(models.Model):
    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("Zustellung")
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("laufend", "Nummer"))
    phase = models.CharField(_("Phase"), max_length=12, choices=Phase.choices, default=Phase.BEFORE_DATA)
    outcome = models.CharField(_("Ergebnis"), max_length=10, choices=Outcome.choices, default=Outcome.RUNNING)
    detail = models.CharField(_("Antwort"), max_length=500, blank=True)
    started_at = models.DateTimeField(_("begonnen"), default=clock.now, editable=False)
    finished_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Zustellversuch")
        verbose_name_plural = _("Zustellversuche")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "number"], name="notices_attempt_number"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="notices_phase_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="notices_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
