# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of the outbox: the states of a delivery and the phases and outcomes of one attempt."""

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
