# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One message to one person by one channel, ready to leave: the row is written in the transaction that causes it.

Rows are made by ``operations.send`` and moved by ``operations.dispatch``. Everything personal in it is erased some weeks after sending.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.kit import clock
from nahdran.notices.enums import DUE, State


class Delivery(models.Model):
    channel = models.CharField(_("Weg"), max_length=20, default="mail")
    address = models.CharField(_("Adresse"), max_length=320)
    recipient_name = models.CharField(_("Name"), max_length=200, blank=True)
    language = models.CharField(_("Sprache"), max_length=10, default="de")
    template = models.CharField(_("Vorlage"), max_length=100)
    subject = models.CharField(_("Betreff"), max_length=400)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("Kopfzeilen"), default=dict, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    # The same key is the same message: whoever asks twice gets the first row back.
    dedup_key = models.CharField(_("Schlüssel gegen Doppelte"), max_length=200, unique=True)
    # What it is about: a case's reference. Never a name or an address.
    about = models.CharField(_("Betrifft"), max_length=60, blank=True, db_index=True)
    # Holds a code or a link that opens something: nobody reads it here, and it is erased as soon as it has left.
    is_secret = models.BooleanField(_("vertraulicher Inhalt"), default=False)
    state = models.CharField(_("Zustand"), max_length=10, choices=State.choices, default=State.WAITING)
    attempt_count = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_attempt_at = models.DateTimeField(_("nächster Versuch"), default=clock.now)
    # Until then a worker holds the row; after that the worker counts as dead.
    lease_until = models.DateTimeField(_("gehalten bis"), null=True, blank=True)
    last_error = models.CharField(_("letzter Fehler"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("angelegt am"), default=clock.now, editable=False)
    # Since when the present series of attempts runs; "send again" begins a new one.
    queued_at = models.DateTimeField(_("eingereiht am"), default=clock.now)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)
    erased_at = models.DateTimeField(_("Inhalt gelöscht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Zustellung")
        verbose_name_plural = _("Zustellungen")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="notices_state_known"),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False), name="notices_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until__isnull=True)),
                name="notices_lease_while_sending",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-id"], name="notices_state_newest"),
            models.Index(fields=["next_attempt_at"], condition=Q(state__in=DUE), name="notices_due"),
            models.Index(fields=["lease_until"], condition=Q(state=State.SENDING), name="notices_leases"),
            models.Index(fields=["queued_at"], condition=Q(erased_at__isnull=True), name="notices_to_erase"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"

    @property
    def audit_label(self) -> str:
        """Names neither person nor address."""
        return f"{self.template} {self.about}".strip()
