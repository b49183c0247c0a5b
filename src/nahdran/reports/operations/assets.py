# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linking a report with the lamp, bench or container it is about, and a kind of defect with lists of them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.assets.models import Asset, AssetLayer
from nahdran.audit.operations import record
from nahdran.cases.operations.locking import locked, moment, touched
from nahdran.cases.operations.words import add_words
from nahdran.reports.models import Category, KindLayer, Report, ReportAsset


def link_asset(*, report: Report, asset: Asset | None, actor: User, base: datetime | None = None) -> bool:
    """Set, change or (with None) remove the thing that a report is about; the place stays. Returns whether anything changed. Raises OutdatedView.

    The caller has asked ``rules.may_correct``.
    """
    with transaction.atomic():
        case = locked(report.case, base)
        before = ReportAsset.objects.select_related("asset").filter(pk=report.pk).first()
        if (before.asset_id if before else None) == (asset.pk if asset else None):
            return False
        if asset is None:
            ReportAsset.objects.filter(pk=report.pk).delete()
        else:
            attach_asset(report, asset)
            add_words(case, asset.number)
        touched(case, moment(case))
        record(
            action="reports.asset",
            actor=actor,
            obj=case,
            data={"asset_before": before.asset.number if before else "", "asset": asset.number if asset else ""},
        )
    return True


def attach_asset(report: Report, asset: Asset) -> None:
    """Without a log entry: for a report that is just being opened."""
    ReportAsset.objects.update_or_create(report=report, defaults={"asset": asset, "reported_at": report.reported_at})


def set_kind_layers(*, category: Category, layers: Iterable[AssetLayer]) -> None:
    """Which lists belong to a kind. Called inside of what saves the kind."""
    wanted = {layer.pk for layer in layers}
    KindLayer.objects.filter(category=category).exclude(layer_id__in=wanted).delete()
    rows = [KindLayer(category=category, layer_id=pk) for pk in sorted(wanted)]
    KindLayer.objects.bulk_create(rows, ignore_conflicts=True)
