# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of what the town owns: how numbers are read, where an import stands, what a column may mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scheme(models.TextChoices):
    """How a number that somebody reads from a mast is compared with ours. Case, spaces and hyphens never count."""

    PLAIN = "PLAIN", _("Jede Ziffer zählt: 0815 ist eine andere Nummer als 815")
    ZEROS = "ZEROS", _("Nullen am Anfang zählen nicht: 0815 ist dieselbe Nummer wie 815")


class Grid(models.TextChoices):
    """What the coordinates of a file are."""

    DEGREES = "4326", _("Längen- und Breitengrade (WGS 84)")
    UTM32 = "25832", _("Meter, UTM Zone 32 (EPSG:25832)")
    UTM33 = "25833", _("Meter, UTM Zone 33 (EPSG:25833)")


class State(models.TextChoices):
    COLUMNS = "COLUMNS", _("Spalten zuordnen")
    READY = "READY", _("bereit zum Probelauf")
    CHECKING = "CHECKING", _("Probelauf")
    CHECKED = "CHECKED", _("Probelauf fertig")
    RUNNING = "RUNNING", pgettext_lazy("Bestand", "wird eingelesen")
    DONE = "DONE", pgettext_lazy("Bestand", "eingelesen")
    FAILED = "FAILED", _("abgebrochen")


# The worker has the import in its hands: no page may change it.
AT_WORK = frozenset({State.CHECKING, State.RUNNING})


class Field(models.TextChoices):
    """What a column can mean for us, in the order in which the page asks."""

    NUMBER = "number", _("Nummer, die am Objekt steht")
    LON = "lon", _("Länge oder Ostwert")
    LAT = "lat", _("Breite oder Nordwert")
    POINT = "point", _("beides in einer Spalte")
    LABEL = "label", _("Bezeichnung")
    NOTICE = "notice", _("Hinweis für Menschen, die es melden wollen")


REQUIRED = (Field.NUMBER,)
PLACES = ((Field.LON, Field.LAT), (Field.POINT,))
