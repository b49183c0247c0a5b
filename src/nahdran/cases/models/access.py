# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The salt from which the secret link and the code of a case are derived together with the secret key.

Whoever reads the database alone cannot open a case; a new salt takes the old link and code out of use.
"""

from django.db import models


class Access(models.Model):
    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="access")
    salt = models.CharField(max_length=32)
