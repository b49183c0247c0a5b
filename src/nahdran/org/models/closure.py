# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days on which the town hall is closed besides weekends and public holidays. They stop the clocks of deadlines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Closure(models.Model):
    date = models.DateField(_("Datum"), unique=True)
    reason = models.CharField(_("Anlass"), max_length=120)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return self.reason
