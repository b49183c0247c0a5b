# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that the town may word itself. Apps declare the keys and their first wording in ``org.texts``."""

from django.db import models


class TextBlock(models.Model):
    """A changed wording; a key without a row keeps the wording from the code."""

    key = models.CharField(max_length=80)
    language = models.CharField(max_length=5, default="de")
    text = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="org_text_once")]
