# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One line of the log: who did what when to which object. Rows are written by ``audit.operations`` alone.

A trigger of the database (migration 0002) refuses to change or delete a row; only the three seal columns may be filled, once.
The actor and the object are named, not referenced: an entry outlives both.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    at = models.DateTimeField(_("Zeitpunkt"))
    action = models.CharField(_("Aktion"), max_length=80)
    actor_id = models.BigIntegerField(_("Konto"), null=True)
    actor_label = models.CharField(_("Person"), max_length=200, blank=True)
    object_type = models.CharField(_("Art des Gegenstands"), max_length=80, blank=True)
    object_id = models.CharField(_("Kennung des Gegenstands"), max_length=80, blank=True)
    object_label = models.CharField(_("Gegenstand"), max_length=200, blank=True)
    data = models.JSONField(_("Angaben"), default=dict, encoder=DjangoJSONEncoder)

    # The seal: filled by ``audit.operations.seal``, without gaps, in the order of sealing. See docs/adr/0010-audit-chain.md.
    position = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  null means: not sealed yet
    hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  null means: not sealed yet

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokoll")
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_entry_time"),
            models.Index(fields=["actor_id", "-at", "-id"], name="audit_entry_actor"),
            models.Index(fields=["object_type", "object_id", "-at", "-id"], name="audit_entry_object"),
            models.Index(fields=["action", "-at", "-id"], name="audit_entry_action"),
            models.Index(fields=["id"], condition=Q(position__isnull=True), name="audit_entry_unsealed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_entry_sealed_wholly",
                condition=Q(position__isnull=True, previous_hash__isnull=True, hash__isnull=True)
                | Q(position__gte=1, previous_hash__isnull=False, hash__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.object_label}".rstrip()
