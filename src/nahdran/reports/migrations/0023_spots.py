# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indexes that hold what the public side narrows a place by, and smaller ones for what is open. Built beside the running house."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

_RELEASED = models.Q(release="RELEASED")
_OPEN = models.Q(release="RELEASED", is_open=True)
_SPOT = ["case", "lon", "lat", "category", "district", "reported_at"]


def _point() -> models.Func:
    return models.Func("lon", "lat", function="point")


_NEW = (
    GistIndex(_point(), name="reports_public_spots", condition=_RELEASED, include=[*_SPOT, "is_open"]),
    GistIndex(_point(), name="reports_open_spots", condition=_OPEN, include=_SPOT),
    GinIndex(fields=["words"], name="reports_open_words", condition=_OPEN),
)

# An index alone answers only for pages that the vacuum has seen, and the newest pages are those that most people ask for: with the usual
# fifth of the table it would come once in years.
_VACUUM = """ALTER TABLE reports_report SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01,
    autovacuum_analyze_scale_factor = 0.02)"""
_USUAL = """ALTER TABLE reports_report RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor,
    autovacuum_analyze_scale_factor)"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reports", "0022_complaints_checked")]

    operations = [
        # A run that was cut off leaves an index that is not valid; the next run begins anew.
        *(
            operation
            for index in _NEW
            for operation in (
                migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop),
                AddIndexConcurrently("report", index),
            )
        ),
        RemoveIndexConcurrently("report", "reports_public_place"),
        migrations.RunSQL(_VACUUM, _USUAL),
    ]
