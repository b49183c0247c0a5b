# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which lamp, bench or container a report is about, and which kinds of defects belong to which list."""

from typing import ClassVar

from django.db import models


class ReportAsset(models.Model):
    """One thing at the most. ``reported_at`` repeats what the report says, so that the history of a thing is read from one index."""

    report = models.OneToOneField("reports.Report", models.CASCADE, primary_key=True, related_name="linked_asset")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, related_name="+", db_index=False)
    reported_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asset", "-reported_at", "-report"], name="reports_asset_history")]


class KindLayer(models.Model):
    """Things of this list are reported under this kind."""

    category = models.ForeignKey("reports.Category", models.CASCADE, related_name="+")
    layer = models.ForeignKey("assets.AssetLayer", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "layer"], name="reports_kind_layer_once"),
        ]
