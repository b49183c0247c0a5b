# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running numbers of references, and the keys under which forms were sent, so that a form sent twice opens one case."""

from django.db import models


class ReferenceCounter(models.Model):
    """The last number given out in a year. A number is never given out twice, even if its case is deleted later."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="cases_counter_once")]


class Submission(models.Model):
    """The idempotency key of a sent form. Kept as long as the case, so a late resend still finds it."""

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    # Empty for the form that opened the case.
    message = models.ForeignKey("cases.Message", models.CASCADE, null=True, related_name="+")
