# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of the case core."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    WEB = "WEB", _("Website")
    EMAIL = "EMAIL", _("E-Mail")
    PHONE = "PHONE", _("Telefon")
    COUNTER = "COUNTER", _("vor Ort")
    LETTER = "LETTER", _("Brief")
    API = "API", _("andere Anwendung")


class Direction(models.TextChoices):
    IN = "IN", _("von außen")
    OUT = "OUT", _("an die Person")
    NOTE = "NOTE", _("interne Notiz")


class Confidentiality(models.IntegerChoices):
    NORMAL = 0, _("normal")
    CONFIDENTIAL = 1, _("vertraulich")


class PartyRole(models.TextChoices):
    REQUESTER = "REQUESTER", _("Meldende Person")
    REPRESENTATIVE = "REPRESENTATIVE", _("Vertretung")
    FOLLOWER = "FOLLOWER", _("möchte informiert werden")


class LinkKind(models.TextChoices):
    DUPLICATE = "DUPLICATE", _("meldet dasselbe wie")
    PART = "PART", _("ist Teil von")
    RELATED = "RELATED", _("hängt zusammen mit")
    # The two below are made by operations and mean more than a remark: see ``operations.merge`` and ``operations.split``.
    MERGED = "MERGED", _("zusammengeführt mit")
    SPLIT = "SPLIT", _("abgeteilt von")
    FOLLOWS = "FOLLOWS", _("folgt auf")


# What a clerk may note by hand.
REMARKS = (LinkKind.DUPLICATE, LinkKind.PART, LinkKind.RELATED)


class DeadlineKind(models.TextChoices):
    FIRST_ANSWER = "FIRST_ANSWER", _("Erste Antwort")
    SETTLE = "SETTLE", _("Erledigung")


class BulkAction(models.TextChoices):
    """What can be done with many cases at once."""

    ASSIGN = "ASSIGN", _("Zuweisen")
    HAND_OVER = "HAND_OVER", _("Weitergeben")
    STATUS = "STATUS", _("Status ändern")
    FOLLOW_UP = "FOLLOW_UP", _("Wiedervorlage setzen")
    ANSWER = "ANSWER", _("Antworten")
    CLOSE = "CLOSE", _("Abschließen")
    MERGE = "MERGE", _("Zu einem Vorgang zusammenführen")


class BulkState(models.TextChoices):
    DRAFT = "DRAFT", _("noch nicht begonnen")
    RUNNING = "RUNNING", _("läuft")
    DONE = "DONE", _("fertig")


class ItemState(models.TextChoices):
    WAITING = "WAITING", _("wartet")
    DONE = "DONE", _("erledigt")
    REFUSED = "REFUSED", _("nicht erledigt")


class RevisitSort(models.TextChoices):
    REQUEST = "REQUEST", _("Bitte um erneute Prüfung")
    MESSAGE = "MESSAGE", _("Nachricht nach dem Abschluss")


class Again(models.TextChoices):
    """Why somebody asks to look at a settled case again."""

    NOTHING = "NOTHING", _("Es ist nichts geschehen")
    PARTLY = "PARTLY", _("Nur ein Teil ist erledigt")
    BROKEN = "BROKEN", _("Es ist wieder da")
    DISAGREE = "DISAGREE", _("Ich bin mit der Entscheidung nicht einverstanden")
    OTHER = "OTHER", _("Etwas anderes")


class Outcome(models.TextChoices):
    """What became of a revisit."""

    REOPENED = "REOPENED", _("wieder geöffnet")
    REFUSED = "REFUSED", _("abgelehnt")
    ANSWERED = "ANSWERED", _("beantwortet")
    NOTED = "NOTED", _("zur Kenntnis genommen")


class Score(models.IntegerChoices):
    GREAT = 5, _("sehr zufrieden")
    GOOD = 4, _("eher zufrieden")
    MIXED = 3, _("teils, teils")
    POOR = 2, _("eher unzufrieden")
    BAD = 1, _("sehr unzufrieden")


class Aspect(models.TextChoices):
    """What people found good or not good."""

    SPEED = "SPEED", _("Wie schnell es ging")
    WORDS = "WORDS", _("Wie verständlich die Auskunft war")
    RESULT = "RESULT", _("Das Ergebnis")
    CONTACT = "CONTACT", _("Der Umgang mit mir")
    EASE = "EASE", _("Wie einfach das Melden war")


class HintSort(models.TextChoices):
    GONE = "GONE", _("ist erledigt")
    STILL = "STILL", _("ist noch da")


class HintOrigin(models.TextChoices):
    PERSON = "PERSON", _("meldende Person")
    PUBLIC = "PUBLIC", _("öffentliche Seite")
    ASKED = "ASKED", _("Antwort auf unsere Nachfrage")


class Told(models.TextChoices):
    """Who reads in the day's summary that a part of a deadline is over."""

    WORKER = "WORKER", _("wer daran arbeitet; ohne diese Person das Team")
    LEAD = "LEAD", _("die Leitung der Einheit")
    ABOVE = "ABOVE", _("die Leitung der Einheit darüber")
    ROLE = "ROLE", _("wer eine bestimmte Rolle hat")
