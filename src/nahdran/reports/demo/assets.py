# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which kinds of the demonstration belong to which list, and which lamp or bench its stories are about."""

from nahdran.assets.models import AssetLayer
from nahdran.assets.queries import nearest_assets
from nahdran.reports.models import Category, KindLayer, Report, ReportAsset
from nahdran.reports.operations.assets import attach_asset

_KINDS = {
    "lampen": ("lampe-dunkel", "lampe-flackert", "lampe-am-tag", "lampe-beschaedigt"),
    "baenke": ("bank",),
    "papierkoerbe": ("papierkorb", "papierkorb-voll"),
    "container": ("container",),
    "trinkbrunnen": ("brunnen",),
}
# The stories happen at houses; the next mast may stand a few gardens on.
_REACH_M = 400


def link_kinds() -> None:
    """Where nobody has said anything about it yet."""
    lists = dict(AssetLayer.objects.values_list("key", "pk"))
    if KindLayer.objects.exists():
        return
    rows = [
        KindLayer(category_id=category, layer_id=lists[key])
        for key, kinds in _KINDS.items()
        if key in lists
        for category in Category.objects.filter(key__in=kinds).values_list("pk", flat=True)
    ]
    KindLayer.objects.bulk_create(rows, ignore_conflicts=True)


def link_stories() -> int:
    """The nearest lamp for each report about a lamp; among a year of them, some are about the same one. Once, on a new town."""
    if ReportAsset.objects.exists():
        return 0
    wanted = Report.objects.filter(category__in=KindLayer.objects.values("category_id")).order_by("pk")
    lists: dict[int, list[int]] = {}
    for category, layer in KindLayer.objects.values_list("category_id", "layer_id"):
        lists.setdefault(category, []).append(layer)
    count = 0
    for report in wanted:
        layers = lists[report.category_id]
        near = nearest_assets(report.lon, report.lat, layers=layers, within_m=_REACH_M, limit=1)
        if near:
            attach_asset(report, near[0].asset)
            count += 1
    return count
