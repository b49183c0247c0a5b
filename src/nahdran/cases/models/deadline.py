# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Promises in working days, and the segments in which their clock ran or stood still."""

from django.db import models

from nahdran.cases.enums import DeadlineKind


class Deadline(models.Model):
    """``due_at`` is what follows from the days and the segments; it is computed in ``operations`` and nowhere else."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=14, choices=DeadlineKind)
    days = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    # How many percent of it are over for certain (0, 50, 100, 150), and when the next of these is. Nothing while the clock stands still and
    # once the promise is met, so that a run finds what is due by one index.
    reached = models.PositiveSmallIntegerField(default=0)
    mark_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="cases_deadline_once")]
        indexes = [
            models.Index(
                fields=["mark_at", "id"], name="cases_deadline_mark", condition=models.Q(mark_at__isnull=False)
            ),
            models.Index(
                fields=["reached", "case"],
                name="cases_deadline_reached",
                condition=models.Q(met_at=None, reached__gt=0),
            ),
        ]


class ClockSegment(models.Model):
    """From when to when the clocks of a case ran or stood still, and why."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="clock")
    running = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(until=None), name="cases_one_open_segment")
        ]
