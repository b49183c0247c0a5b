# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of a case. None is needed: a concern may be anonymous."""

from django.conf import settings
from django.db import models

from nahdran.cases.enums import PartyRole


class Party(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole, default=PartyRole.REQUESTER)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="de")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(role="REQUESTER"), name="cases_one_requester"),
        ]
        indexes = [
            models.Index(fields=["account"], name="cases_party_account", condition=models.Q(account__isnull=False))
        ]
