# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file of an old system on its way into ours."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.takeover.enums import Shown, State


class Run(models.Model):
    """The file itself lies here, packed, until the run is done and thirty days are over: it may name people."""

    source = models.SlugField(_("Kurzname des alten Systems"), max_length=40)
    name = models.CharField(_("Datei"), max_length=120)
    data = models.BinaryField(default=b"")
    columns = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    # {term of theirs: how often it comes}, for the page that matches terms
    their_categories = models.JSONField(default=dict)
    their_statuses = models.JSONField(default=dict)
    categories = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    shown = models.CharField(_("Öffentlich zeigen"), max_length=10, choices=Shown, default=Shown.NOTHING)
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    # Rows whose report somebody has worked on here since: they stay as they are.
    kept = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    # The sentence that says why a run was broken off.
    trouble = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="takeover_runs")]

    @property
    def share(self) -> int:
        """How far the worker is, in per cent."""
        return min(100, self.done * 100 // self.rows) if self.rows else 0


class Fault(models.Model):
    """What keeps a row out. Not more than a few thousand are kept of each run."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=60, blank=True)
    sentence = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["run", "row", "id"], name="takeover_faults")]
