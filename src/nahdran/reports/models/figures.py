# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The statistics of months, made anew every night by the database (``reports_figures_make``), so that a year of a million reports is a few lines.

In every row 0 stands for all units, groups, kinds or districts; -1 is no district. Read through ``queries.figures``.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

# Which of the four are told apart: nothing, group, group and kind, district, group and district, unit, unit and group, unit and district.
_DIMENSIONS = ["unit_id", "group_id", "category_id", "district_id"]


class Figure(models.Model):
    """What happened in one month. The arrays are steps of durations and how many fell into each (``figures.numbers``)."""

    month = models.DateField()
    unit_id = models.BigIntegerField()
    group_id = models.BigIntegerField()
    category_id = models.BigIntegerField()
    district_id = models.BigIntegerField()
    reported = models.IntegerField()
    answered = models.IntegerField()
    answered_in_time = models.IntegerField()
    settled = models.IntegerField()
    settled_in_time = models.IntegerField()
    # After a closing (``figures.numbers``). Also of answers whose people are forgotten.
    confirmed = models.IntegerField(default=0, db_default=0)
    denied = models.IntegerField(default=0, db_default=0)
    rated = models.IntegerField(default=0, db_default=0)
    score_sum = models.IntegerField(default=0, db_default=0)
    revisits = models.IntegerField(default=0, db_default=0)
    reopened = models.IntegerField(default=0, db_default=0)
    answer_days = ArrayField(models.IntegerField())
    answer_counts = ArrayField(models.IntegerField())
    settle_days = ArrayField(models.IntegerField())
    settle_counts = ArrayField(models.IntegerField())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=[*_DIMENSIONS, "month"], name="reports_figure_once")]


class OpenFigure(models.Model):
    """What was open at the moment up to which the figures reach."""

    unit_id = models.BigIntegerField()
    group_id = models.BigIntegerField()
    category_id = models.BigIntegerField()
    district_id = models.BigIntegerField()
    n = models.IntegerField()
    late = models.IntegerField()
    age_days = ArrayField(models.IntegerField())
    age_counts = ArrayField(models.IntegerField())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=_DIMENSIONS, name="reports_open_figure_once")]


class FigureState(models.Model):
    """One row: up to when the figures reach. What came later is counted when somebody looks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    until = models.DateTimeField()
    made_at = models.DateTimeField()
