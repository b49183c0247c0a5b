# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other systems to which kinds of reports go, what is on its way there, and what was told to and fro about it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.kit import clock
from nahdran.reports.enums import FORWARD_DUE, ForwardState, PartnerMedia


class Partner(models.Model):
    """One other system. Our key there is sealed, or named by a variable of the environment."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    kind = models.CharField(max_length=40, default="open311")
    url = models.URLField(
        _("Adresse"), max_length=300, help_text=_("Bis vor „/requests“, zum Beispiel https://stadt.example/open311/v2")
    )
    jurisdiction_id = models.CharField(_("jurisdiction_id"), max_length=120, blank=True)
    sealed_secret = models.TextField(blank=True)
    secret_variable = models.CharField(
        _("Umgebungsvariable mit unserem Schlüssel"),
        max_length=80,
        blank=True,
        help_text=_("Beginnt mit OPEN311_. Statt ihn hier einzutragen."),
    )
    media = models.CharField(_("Fotos"), max_length=10, choices=PartnerMedia, default=PartnerMedia.FILES)
    # By this key the other side sends us messages about what it got from us.
    api_key = models.ForeignKey("accounts.ApiKey", models.SET_NULL, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    polled_at = models.DateTimeField(null=True)
    # Until when its messages were read; the next look begins there.
    updates_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ForwardingRule(models.Model):
    """Which kind goes where, as what, and what goes along."""

    category = models.OneToOneField("reports.Category", models.CASCADE, related_name="+", verbose_name=_("Art"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="rules")
    service_code = models.CharField(_("Dienst bei der Gegenseite"), max_length=120)
    # {their code: {"question": our key} or {"value": a fixed value}}
    attributes = models.JSONField(default=dict, blank=True)
    is_automatic = models.BooleanField(_("Neue Meldungen von selbst weitergeben"), default=False)
    with_contact = models.BooleanField(
        _("Name und Kontakt mitgeben"), default=False, help_text=_("Nur mit einer Rechtsgrundlage.")
    )
    closes_case = models.BooleanField(_("Vorgang abschließen, wenn die Gegenseite abschließt"), default=False)


class Forward(models.Model):
    """One report on its way to one other system: written in the transaction that causes it, moved by the worker only."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="forwards")
    service_code = models.CharField(max_length=120)
    attributes = models.JSONField(default=dict)
    with_contact = models.BooleanField(default=False)
    closes_case = models.BooleanField(default=False)
    # Our number of this sending; a server that knows Idempotency-Key never takes it twice.
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=ForwardState, default=ForwardState.WAITING)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    # Empty: nothing happens by itself any more; somebody has to decide.
    next_attempt_at = models.DateTimeField(null=True, default=clock.now)
    lease_until = models.DateTimeField(null=True)
    # Written before the step that cannot be taken back, so that a dead worker leaves the truth behind.
    is_handed_over = models.BooleanField(default=False)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    queued_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    remote_number = models.CharField(max_length=200, blank=True)
    remote_token = models.CharField(max_length=200, blank=True)
    # Unknown until it was asked for.
    remote_is_open = models.BooleanField(null=True)
    remote_notes = models.TextField(blank=True)
    remote_changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "partner"], condition=~Q(state=ForwardState.CANCELLED), name="reports_forwarded_once"
            ),
            models.CheckConstraint(condition=Q(state__in=ForwardState.values), name="reports_forward_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_attempt_at"], condition=Q(state__in=FORWARD_DUE), name="reports_forward_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state=ForwardState.SENDING), name="reports_forward_leases"
            ),
            models.Index(fields=["partner", "remote_number"], name="reports_forward_number"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.partner_id}"

    @property
    def needs_somebody(self) -> bool:
        return self.state in {ForwardState.FAILED, ForwardState.UNCERTAIN}


class ForwardUpdate(models.Model):
    """One message about a forwarded report. Incoming ones are kept so that none is read twice, outgoing ones until they have left."""

    forward = models.ForeignKey(Forward, models.CASCADE, related_name="updates")
    is_incoming = models.BooleanField()
    # Their number, or that of our change of status.
    number = models.CharField(max_length=200)
    status = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ForwardState, default=ForwardState.WAITING)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["forward", "is_incoming", "number"], name="reports_forward_update_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(is_incoming=False, state__in=FORWARD_DUE),
                name="reports_updates_due",
            )
        ]
