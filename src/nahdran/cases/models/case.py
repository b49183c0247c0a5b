# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case: at most 15 columns, pointing to nothing above it. What a feature knows more about it points down to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Channel, Confidentiality
from nahdran.cases.kinds import CaseKind, Status, kinds


class Case(models.Model):
    reference = models.CharField(_("Vorgangsnummer"), max_length=24, unique=True)
    kind = models.CharField(max_length=30)
    title = models.CharField(_("Titel"), max_length=200)
    channel = models.CharField(_("Kanal"), max_length=10, choices=Channel)
    status = models.CharField(max_length=30)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name=_("Zuständig"))
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # The next deadline. Never null, so that the inbox can be paged by it.
    due_at = models.DateTimeField()
    # Moves with each step; who answers sends back the one they have seen, so an outdated answer is noticed.
    changed_at = models.DateTimeField()
    retain_until = models.DateField(null=True, blank=True)
    confidentiality = models.SmallIntegerField(choices=Confidentiality, default=Confidentiality.NORMAL)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "due_at", "id"], name="cases_inbox", condition=models.Q(closed_at=None)),
            models.Index(fields=["assignee", "due_at", "id"], name="cases_mine", condition=models.Q(closed_at=None)),
            models.Index(fields=["due_at", "id"], name="cases_due", condition=models.Q(closed_at=None)),
            models.Index(
                fields=["unit", "due_at", "id"],
                name="cases_unassigned",
                condition=models.Q(closed_at=None, assignee=None),
            ),
            models.Index(fields=["unit", "-id"], name="cases_newest", condition=models.Q(closed_at=None)),
            models.Index(
                fields=["unit", "status", "due_at", "id"], name="cases_status", condition=models.Q(closed_at=None)
            ),
            models.Index(fields=["channel", "due_at", "id"], name="cases_channel", condition=models.Q(closed_at=None)),
            models.Index(fields=["kind", "due_at", "id"], name="cases_kind", condition=models.Q(closed_at=None)),
            models.Index(
                fields=["unit", "-closed_at", "-id"],
                name="cases_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["-closed_at", "-id"],
                name="cases_all_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["retain_until"], name="cases_retention", condition=models.Q(retain_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def short_reference(self) -> str:
        """``004817-K``: how colleagues name it among themselves."""
        return "-".join(self.reference.split("-")[-2:])

    @property
    def of_kind(self) -> CaseKind:
        return kinds.get(self.kind)

    @property
    def state(self) -> Status:
        return self.of_kind.workflow.status(self.status)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
