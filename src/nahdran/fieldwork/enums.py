# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of orders."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderState(models.TextChoices):
    DRAFT = "DRAFT", _("Entwurf")
    SENT = "SENT", pgettext_lazy("Auftrag", "vergeben")
    ACCEPTED = "ACCEPTED", pgettext_lazy("Auftrag", "angenommen")
    DECLINED = "DECLINED", pgettext_lazy("Auftrag", "abgelehnt")
    CHECKED = "CHECKED", pgettext_lazy("Auftrag", "vor Ort geprüft")
    DONE = "DONE", pgettext_lazy("Auftrag", "erledigt gemeldet")
    IMPOSSIBLE = "IMPOSSIBLE", pgettext_lazy("Auftrag", "nicht möglich")
    APPROVED = "APPROVED", pgettext_lazy("Auftrag", "abgenommen")
    CANCELLED = "CANCELLED", pgettext_lazy("Auftrag", "zurückgezogen")


class StepKind(models.TextChoices):
    """What a line of an order's history is about."""

    STATE = "STATE", _("Neuer Stand")
    REMINDED = "REMINDED", pgettext_lazy("Auftrag", "Erinnert")
    LINK = "LINK", _("Neuer Link verschickt")


class Moment(models.TextChoices):
    """What a picture shows: what the town gave along, or what it looked like before and after the work."""

    GIVEN = "GIVEN", _("von der Stadt")
    BEFORE = "BEFORE", _("vorher")
    AFTER = "AFTER", _("nachher")
