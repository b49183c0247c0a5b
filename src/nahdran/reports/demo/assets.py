# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which kinds of the demonstration belong to which list, and which lamp or bench its stories are about."""

from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.queries import nearest_assets
from nahdran.cases.models import Submission
from nahdran.reports.models import Category, KindLayer, Report, ReportAsset
from nahdran.reports.operations.assets import attach_asset

_KINDS = {
    "lampen": ("lampe-dunkel", "lampe-flackert", "lampe-mast", "lampe-tag", "lampe-beschaedigt"),
    "baenke": ("bank",),
    "papierkoerbe": ("papierkorb",),
    "container": ("container", "altglas"),
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
    """The nearest lamp for each story about a lamp. Two in three are about the same few, so that there is a history to read."""
    told = Submission.objects.filter(key__startswith="demo:report:").values("case_id")
    wanted = Report.objects.filter(pk__in=told, linked_asset=None).select_related("category").order_by("pk")
    favourites: dict[int, Asset] = {}
    count = 0
    for number, report in enumerate(wanted):
        layers = list(KindLayer.objects.filter(category=report.category).values_list("layer_id", flat=True))
        near = nearest_assets(report.lon, report.lat, layers=layers, within_m=_REACH_M, limit=1) if layers else []
        if near:
            own = near[0].asset
            asset = favourites.setdefault(own.layer_id, own) if number % 3 else own
            attach_asset(report, asset)
            count += 1
    return count


def has_links() -> bool:
    return ReportAsset.objects.exists()
