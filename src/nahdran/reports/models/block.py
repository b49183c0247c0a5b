# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Senders and words whose reports wait for a look. Addresses stand here as keyed digests only; every row has an end."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.reports.enums import BlockSort


class Block(models.Model):
    """``value`` is a domain or words; of an address there is nothing but ``digest`` (``reports.blocking``)."""

    sort = models.CharField(_("Was warten soll"), max_length=10, choices=BlockSort)
    value = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(_("Warum"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    # The last day on which it counts; the night after, it is deleted.
    until = models.DateField(_("Gilt bis"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sort", "value", "digest"], name="reports_block_once"),
            models.CheckConstraint(
                condition=(Q(sort=BlockSort.ADDRESS, value="") & ~Q(digest=""))
                | (~Q(sort=BlockSort.ADDRESS) & ~Q(value="") & Q(digest="")),
                name="reports_block_no_address",
            ),
        ]
