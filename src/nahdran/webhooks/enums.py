# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of webhooks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird zugestellt")
    SENT = "sent", _("zugestellt")
    RETRY = "retry", _("wird erneut versucht")
    FAILED = "failed", _("nicht zugestellt")
    DROPPED = "dropped", _("nicht mehr öffentlich")


class Problem(models.TextChoices):
    """Why an attempt failed; worded when somebody reads it."""

    FORBIDDEN = "forbidden", _("Die Adresse liegt in einem privaten Netz oder ist nicht erlaubt.")
    UNREACHABLE = "unreachable", _("Keine brauchbare Antwort innerhalb der Zeit.")
    REDIRECT = "redirect", _("Die Gegenseite leitet weiter. Weiterleitungen werden nicht befolgt.")
    STATUS = "status", _("Die Gegenseite nimmt es nicht an.")
    GONE = "gone", _("Die Gegenseite will nichts mehr bekommen.")
    KEY = "key", _("Der Schlüssel ist nicht mehr lesbar. Bitte geben Sie einen neuen aus.")
    BROKEN = "broken", _("Der Inhalt ließ sich nicht zusammenstellen.")
    WORKER = "worker", _("Der Versuch wurde unterbrochen.")


DUE = (State.WAITING, State.RETRY)
TEST = "webhook.test"
