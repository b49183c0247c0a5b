# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One order: work given out for a case, to a firm or to a crew, with its append-only history and its pictures."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.fieldwork.enums import Moment, OrderState, StepKind
from nahdran.fieldwork.rules import OPEN


class Order(models.Model):
    """Where it is and what is to be done are written down when it is made: what was ordered does not change with the case.

    Nothing of the person who reported stands here: the clerk writes or checks the text and picks the photos.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="orders")
    # 1, 2, 3 within the case.
    serial = models.PositiveSmallIntegerField()
    contractor = models.ForeignKey("fieldwork.Contractor", models.PROTECT, null=True, related_name="+")
    crew = models.ForeignKey("fieldwork.Crew", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    district = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    due_date = models.DateField(_("Fertig bis"))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Moves with each step; who acts sends back the one they have seen.
    changed_at = models.DateTimeField()
    # When it was reported as settled, checked or not possible.
    reported_at = models.DateTimeField(null=True)

    # The day and the place in it that a dispatcher has given it.
    planned_for = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    # What comes back. Kept while somebody still writes, so nobody has to type it twice.
    result = models.TextField(blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    net_cents = models.BigIntegerField(null=True)
    cost_note = models.CharField(max_length=300, blank=True)

    # The link of a firm: its name in addresses, and the salt that its proof is derived from. A new salt ends the old link.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    salt = models.CharField(max_length=32, blank=True)
    link_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "serial"], name="fieldwork_serial_once"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="fieldwork_state_known"),
            models.CheckConstraint(
                condition=Q(contractor__isnull=False, crew__isnull=True)
                | Q(contractor__isnull=True, crew__isnull=False),
                name="fieldwork_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="fieldwork_position",
            ),
            models.CheckConstraint(
                condition=Q(net_cents__isnull=True) | Q(net_cents__gte=0), name="fieldwork_costs_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_date", "id"], name="fieldwork_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["crew", "planned_for", "position"], name="fieldwork_day"),
            models.Index(
                fields=["reported_at", "contractor"], name="fieldwork_costs", condition=Q(net_cents__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference}/{self.serial}"

    @property
    def recipient(self) -> str:
        return str(self.contractor or self.crew or "")


class OrderStep(models.Model):
    """One line of the history. Rows are never changed."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=StepKind, default=StepKind.STATE)
    state = models.CharField(max_length=10, choices=OrderState)
    # Staff by their account; a firm, which has none, by its name.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    # Of what a phone has sent: the same report under the same key is one report.
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["order", "at", "id"], name="fieldwork_history")]


class OrderPhoto(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="photos")
    # It goes with the file: what the case forgets, the order forgets.
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")
    moment = models.CharField(max_length=6, choices=Moment)
    at = models.DateTimeField()
    # Of a picture from a phone: the same picture sent twice is taken once.
    key = models.UUIDField(null=True)
    # It hangs in the thread of the case; until then whoever took it may throw it away again.
    reported = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "file"], name="fieldwork_photo_once"),
            models.UniqueConstraint(fields=["order", "key"], name="fieldwork_photo_key"),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="fieldwork_moment_known"),
        ]


class HeldPicture(models.Model):
    """A picture that has come from a crew's phone before its report. It goes with its file after a few days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The key of the report, and the picture's own.
    entry = models.UUIDField()
    name = models.UUIDField()
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "entry", "name"], name="fieldwork_held_once"),
        ]
