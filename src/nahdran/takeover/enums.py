# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of a takeover: where a run stands, and which fields of ours a column may fill."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    COLUMNS = "COLUMNS", _("Spalten zuordnen")
    TERMS = "TERMS", _("Begriffe zuordnen")
    READY = "READY", _("bereit zum Probelauf")
    CHECKING = "CHECKING", _("Probelauf")
    CHECKED = "CHECKED", _("Probelauf fertig")
    RUNNING = "RUNNING", _("wird übernommen")
    DONE = "DONE", _("übernommen")
    UNDOING = "UNDOING", _("wird rückgängig gemacht")
    UNDONE = "UNDONE", _("rückgängig gemacht")
    FAILED = "FAILED", _("abgebrochen")


# The worker has the run in its hands: no page may change it.
AT_WORK = frozenset({State.CHECKING, State.RUNNING, State.UNDOING})


class Shown(models.TextChoices):
    """What the public sees of the reports that are taken over."""

    NOTHING = "NOTHING", _("nichts, die Stadt gibt einzeln frei")
    PLACE = "PLACE", _("Art, Ort und Stand, ohne Text")
    TEXT = "TEXT", _("auch den Text, weil er schon öffentlich war")


class Field(models.TextChoices):
    """What a column of the old system can mean for us, in the order in which the page asks."""

    NUMBER = "number", _("Nummer im alten System")
    CATEGORY = "category", _("Art des Mangels")
    TEXT = "text", _("Beschreibung")
    OPENED = "opened", _("gemeldet am")
    CLOSED = "closed", _("abgeschlossen am")
    STATUS = "status", _("Status")
    ANSWER = "answer", _("Antwort der Stadt")
    LAT = "lat", _("geografische Breite")
    LON = "lon", _("geografische Länge")
    POINT = "point", _("Breite und Länge in einer Spalte")
    ADDRESS = "address", _("Adresse")
    NOTE = "note", _("Ergänzung zum Ort")
    NAME = "name", pgettext_lazy("person", "Name der meldenden Person")
    EMAIL = "email", _("E-Mail-Adresse der meldenden Person")
    PHONE = "phone", _("Telefon der meldenden Person")
    PHOTOS = "photos", _("Fotos")


class BoxState(models.TextChoices):
    """Of an archive with photos."""

    RUNNING = "RUNNING", _("wird zugeordnet")
    DONE = "DONE", pgettext_lazy("Fotos", "zugeordnet")
    FAILED = "FAILED", _("abgebrochen")


REQUIRED = (Field.NUMBER, Field.CATEGORY, Field.OPENED)
# Without one of these a report has no place.
PLACES = ((Field.LAT, Field.LON), (Field.POINT,), (Field.ADDRESS,))
