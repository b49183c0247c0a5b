# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of defect reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Release(models.TextChoices):
    HELD = "HELD", _("noch nicht öffentlich")
    RELEASED = "RELEASED", _("öffentlich")
    WITHDRAWN = "WITHDRAWN", _("nicht öffentlich")
    # Somebody has said that it should not be; what was public of it is kept as it was until a clerk decides.
    PAUSED = "PAUSED", _("beanstandet, vorläufig nicht öffentlich")


# What may become public again as it was, or is public: whoever hides a report for good hides these.
SHOWN = (Release.RELEASED, Release.PAUSED)


class Publish(models.TextChoices):
    """What of a report becomes public without a clerk. Photos never do, nor a text in which personal data may be."""

    CHECK = "CHECK", _("nach Prüfung")
    AT_ONCE = "AT_ONCE", _("Text sofort, wenn nichts Persönliches darin steht")
    LATER = "LATER", _("Text nach Ablauf der Zeit, wenn nichts Persönliches darin steht")
    NEVER = "NEVER", _("nie")


class QuestionKind(models.TextChoices):
    TEXT = "TEXT", _("kurzer Text")
    NUMBER = "NUMBER", _("Zahl")
    DATE = "DATE", _("Datum")
    CHOICE = "CHOICE", _("eine aus mehreren Antworten")
    SEVERAL = "SEVERAL", _("mehrere Antworten möglich")
    YES_NO = "YES_NO", _("Ja oder Nein")
    INFO = "INFO", _("Hinweis ohne Antwort")


class WaitsFor(models.TextChoices):
    """What a report that was sent still needs before it becomes a case."""

    CONFIRMATION = "CONFIRMATION", _("Bestätigung der E-Mail-Adresse")
    LOOK = "LOOK", _("Prüfung auf Missbrauch")


class BlockSort(models.TextChoices):
    """What the reports have in common that a town wants to look at first."""

    ADDRESS = "ADDRESS", _("Eine E-Mail-Adresse")
    DOMAIN = "DOMAIN", _("Alle Adressen einer Domain")
    WORDS = "WORDS", _("Ein Wort oder mehrere Wörter")


class Offer(models.TextChoices):
    """What a situation does to the kinds that people may report."""

    ALL = "ALL", _("bleiben, wie sie sind")
    FIRST = "FIRST", _("diese stehen zuerst")
    ONLY = "ONLY", _("nur diese")


class BodySort(models.TextChoices):
    COUNTY = "COUNTY", _("Kreis")
    STATE = "STATE", _("Land")
    MOTORWAY = "MOTORWAY", _("Autobahn")
    RAIL = "RAIL", _("Bahn")
    UTILITY = "UTILITY", _("Versorger")
    PRIVATE = "PRIVATE", _("privat")
    NEIGHBOUR = "NEIGHBOUR", _("Nachbargemeinde")
    OTHER = "OTHER", _("andere")


class BodyWhere(models.TextChoices):
    TOWN = "TOWN", _("in der ganzen Stadt")
    DISTRICTS = "DISTRICTS", _("in Ortsteilen")
    COURSES = "COURSES", _("entlang von Straßen oder Bahnstrecken der Karte")
    AREA = "AREA", _("in einer Fläche oder entlang einer Linie")
    OUTSIDE = "OUTSIDE", _("außerhalb der Stadt")


class BodyDoes(models.TextChoices):
    HAND_OVER = "HAND_OVER", _("erklären, und die Stadt gibt die Meldung mit einem Klick weiter")
    CONTACT = "CONTACT", _("erklären und zeigen, wo man dort meldet")
    TOWN = "TOWN", _("die Stadt nimmt die Meldung trotzdem an, mit einem Hinweis")


class ForwardState(models.TextChoices):
    """Where a report is on its way to another system."""

    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird weitergegeben")
    SENT = "sent", _("weitergegeben")
    RETRY = "retry", _("wird erneut versucht")
    FAILED = "failed", _("nicht weiterzugeben")
    UNCERTAIN = "uncertain", _("ungewiss")
    CANCELLED = "cancelled", _("abgebrochen")


FORWARD_DUE = (ForwardState.WAITING, ForwardState.RETRY, ForwardState.UNCERTAIN)


class PartnerMedia(models.TextChoices):
    FILES = "files", _("als Dateien mitschicken")
    URLS = "urls", _("als Adressen nennen, sobald sie öffentlich sind")
    NONE = "none", _("nicht mitgeben")


class ComplaintReason(models.TextChoices):
    """Why somebody thinks that something should not be public."""

    PERSONAL = "PERSONAL", _("Es stehen persönliche Daten darin, zum Beispiel Name, Telefonnummer oder Kennzeichen")
    PEOPLE = "PEOPLE", _("Auf einem Foto sind Menschen zu erkennen")
    INSULT = "INSULT", _("Es ist eine Beleidigung, Hetze oder Drohung")
    WRONG = "WRONG", _("Es stimmt nicht")
    ADVERT = "ADVERT", _("Es ist Werbung")
    OTHER = "OTHER", _("Etwas anderes, zum Beispiel etwas Verbotenes")


# What does harm while it is seen, so it may be hidden before somebody has looked.
URGENT_REASONS = frozenset({ComplaintReason.PERSONAL, ComplaintReason.PEOPLE})


class ComplaintOutcome(models.TextChoices):
    KEPT = "KEPT", _("bleibt öffentlich")
    CHANGED = "CHANGED", _("geändert und wieder öffentlich")
    HIDDEN = "HIDDEN", _("nicht mehr öffentlich")


class ComplaintHides(models.TextChoices):
    """When a complaint hides a report before somebody has looked at it."""

    NEVER = "NEVER", _("nie")
    URGENT = "URGENT", _("sofort bei persönlichen Daten und Menschen auf Fotos")
    SEVERAL = "SEVERAL", _("wenn mehrere Menschen dieselbe Meldung beanstanden")
