# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of the outbox (states, phases, outcomes) and of what people follow (where, what, how often)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird gesendet")
    SENT = "sent", _("gesendet")
    RETRY = "retry", _("wird erneut versucht")
    FAILED = "failed", _("nicht zustellbar")
    UNCERTAIN = "uncertain", _("ungewiss")
    CANCELLED = "cancelled", _("abgebrochen")


# States a worker may take a delivery from, and states nobody will touch again by itself.
DUE = (State.WAITING, State.RETRY)
FINISHED = (State.SENT, State.FAILED, State.UNCERTAIN, State.CANCELLED)


class Phase(TextChoices):
    """How far an attempt got. Written before the step begins, so that a dead worker leaves the truth behind."""

    BEFORE_DATA = "before_data", _("vor der Übergabe")
    DATA = "data", _("während der Übergabe")
    ANSWERED = "answered", _("beantwortet")


class Outcome(TextChoices):
    RUNNING = "running", _("läuft")
    ACCEPTED = "accepted", _("angenommen")
    LATER = "later", _("vorübergehend nicht möglich")
    REFUSED = "refused", _("endgültig abgelehnt")
    UNKNOWN = "unknown", _("Antwort fehlt")


class Shape(TextChoices):
    """Where a subscription listens."""

    TOWN = "town", _("in der ganzen Stadt")
    DISTRICT = "district", _("in einem Ortsteil")
    CIRCLE = "circle", _("im Umkreis eines Ortes")
    AREA = "area", _("in einem gezeichneten Gebiet")


class Stage(TextChoices):
    """What has happened to a thing: it became public, it took a step, it is done."""

    NEW = "new", _("neu")
    STEP = "step", _("Zwischenstand")
    CLOSED = "closed", _("abgeschlossen")


class Hears(TextChoices):
    """Which stages a subscription hears of."""

    NEW = "new", _("Was neu gemeldet wird")
    STEPS = "steps", _("Was neu gemeldet wird, und jeden weiteren Schritt")
    CLOSED = "closed", _("Nur was abgeschlossen ist")


HEARS_OF = {
    Stage.NEW: (Hears.NEW, Hears.STEPS),
    Stage.STEP: (Hears.STEPS,),
    Stage.CLOSED: (Hears.STEPS, Hears.CLOSED),
}


class Rhythm(TextChoices):
    NOW = "now", _("sofort, jede Nachricht einzeln")
    DAILY = "daily", _("einmal am Tag gesammelt")
    WEEKLY = "weekly", _("einmal in der Woche gesammelt")


class Pause(TextChoices):
    """Why a subscription rests."""

    PERSON = "person", _("von Ihnen angehalten")
    BOUNCE = "bounce", _("angehalten, weil eine E-Mail nicht zustellbar war")
