# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The websites that may show the public map in a frame. Without a row nobody may."""

from typing import ClassVar

from django.db import models


class EmbedSite(models.Model):
    """``origin`` is what a Content Security Policy takes as a source: scheme and host, perhaps with a star for all below it, perhaps a port."""

    origin = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering: ClassVar = ["origin"]

    def __str__(self) -> str:
        return self.origin
