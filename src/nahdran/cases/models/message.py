# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thread of a case: what came in, what went out, and notes that stay inside. Append-only."""

from django.conf import settings
from django.db import models

from nahdran.cases.enums import Channel, Direction


class Message(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    direction = models.CharField(max_length=4, choices=Direction)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # How the sender is named to the reader: a unit for the town, nothing for an anonymous person.
    author_label = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_thread")]
