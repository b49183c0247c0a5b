# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a person said where something is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceSource(models.TextChoices):
    ADDRESS = "address", _("Adresse")
    MAP = "map", _("Karte")
    POSITION = "position", _("Eigener Standort")
    PHOTO = "photo", _("Foto")
