# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of stored files: what kind a file is, what it is kept for, which renderings exist."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    IMAGE = "image", _("Bild")
    DOCUMENT = "document", _("Dokument")


class Scan(TextChoices):
    """What the virus scanner said. A file with a finding is refused and never becomes a row."""

    NONE = "none", _("nicht geprüft")
    CLEAN = "clean", _("geprüft, ohne Befund")


class Variant(TextChoices):
    """The renderings that are stored. An image has the first three, a document only the last one."""

    LARGE = "large", _("groß")
    MEDIUM = "medium", _("mittel")
    THUMB = "thumb", _("Vorschau")
    DOCUMENT = "document", _("Dokument")
