# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deadlines that run out: what the town has set up for each step, which steps were reached, and who is to read of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import DeadlineKind, Told


class EscalationStep(models.Model):
    """What happens at 50, 100 or 150 percent. A step without a row is as ``queries.escalation`` brings it along."""

    percent = models.PositiveSmallIntegerField(primary_key=True)
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    tells = models.CharField(_("Wer es erfährt"), max_length=10, choices=Told)
    role = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")


class Escalation(models.Model):
    """A step that was reached, once for each run of a deadline: opened again, a deadline starts anew. Append-only."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="escalations")
    kind = models.CharField(max_length=14, choices=DeadlineKind)
    percent = models.PositiveSmallIntegerField()
    # The start of the deadline that it belongs to.
    started_at = models.DateTimeField()
    at = models.DateTimeField()
    # Empty where nobody was to be told.
    told = models.CharField(max_length=10, blank=True, choices=Told)
    people = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "percent", "started_at"], name="cases_escalation_once"),
        ]


class EscalationNotice(models.Model):
    """One line in the next summary of one person."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["escalation", "user"], name="cases_escalation_notice_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "id"], name="cases_notice_waiting", condition=models.Q(told_at=None)),
        ]
