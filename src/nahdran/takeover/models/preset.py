# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the columns and terms of one old system were matched the last time."""

from django.db import models


class Preset(models.Model):
    """``columns`` is {field: column}, ``categories`` {their term: key of our kind, "-" to leave out}, ``statuses`` {their term: ours}."""

    source = models.CharField(max_length=40, unique=True)
    columns = models.JSONField(default=dict)
    categories = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
