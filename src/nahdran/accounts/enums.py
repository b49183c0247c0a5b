# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fixed choices of the accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Staff and citizens sign in on different pages and never change sides with one account."""

    STAFF = "staff", _("Beschäftigte")
    CITIZEN = "citizen", _("Bürgerin oder Bürger")
