# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts of released reports kept ready in the cells of a grid, so that a map or a heading costs the same with ten reports and with a million.

Written by triggers of the database and by the functions ``reports_tally_fold`` and ``reports_tally_recount`` (``docs/adr/0017``); nobody else
writes here. Read through ``queries.tallies``.
"""

from django.db import models


class Tally(models.Model):
    """How many released reports lie in one cell. ``category_id`` 0 is all of them together, ``district_id`` 0 none.

    ``lon`` and ``lat`` are sums of positions in millionths of a degree: whole numbers add up without an error, in any order.
    """

    pk = models.CompositePrimaryKey("level", "category_id", "x", "y", "district_id", "is_open")
    level = models.SmallIntegerField()
    category_id = models.BigIntegerField()
    x = models.IntegerField()
    y = models.IntegerField()
    district_id = models.BigIntegerField()
    is_open = models.BooleanField()
    n = models.IntegerField()
    lon = models.BigIntegerField()
    lat = models.BigIntegerField()


class TallyChange(models.Model):
    """What one statement has changed, in the finest cells, not yet added to the tallies. Only ever inserted, so nobody waits for a cell.

    Every statement that touches a released report leaves a row, even one with nothing to count: the public sees something else now.
    """

    at = models.DateTimeField()
    category_id = models.BigIntegerField()
    x = models.IntegerField()
    y = models.IntegerField()
    district_id = models.BigIntegerField()
    is_open = models.BooleanField()
    n = models.IntegerField()
    lon = models.BigIntegerField()
    lat = models.BigIntegerField()


class TallyState(models.Model):
    """One row: how many changes were added to the tallies so far, and when the last of them happened."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    changes = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
