# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys under which forms were sent, so that a form sent twice opens one case. Numbers come from the sequence ``cases_reference_number``."""

from django.db import models


class Submission(models.Model):
    """The idempotency key of a sent form. Kept as long as the case, so a late resend still finds it."""

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    # Empty for the form that opened the case.
    message = models.ForeignKey("cases.Message", models.CASCADE, null=True, related_name="+")
