# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports and the things they are about: which kinds belong to a list, what stands near a pin, and what was reported about one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from nahdran.accounts.rules import ALL_UNITS, units_with_right
from nahdran.assets.models import Asset
from nahdran.assets.queries import (
    NearAsset,
    active_assets,
    by_number,
    layers_in_use,
    measured,
    near_rows,
    nearest_assets,
)
from nahdran.cases.enums import Confidentiality
from nahdran.cases.queries.together import together
from nahdran.kit import clock
from nahdran.places.metric import distance_m
from nahdran.reports.models import Category, KindLayer, ReportAsset

# Farther away than this, the things around a pin say nothing about it.
NEAR_M = 120
# Somebody who moves the pin a little still means the same thing.
SAME_M = 25
# Farther from a place that was given, a number is one of another list, or mistyped.
_SAME_NUMBER_M = 250
LATELY = timedelta(days=90)
YEAR = timedelta(days=365)


def layers_of(category: Category) -> list[int]:
    """The lists whose things are reported under this kind."""
    return list(KindLayer.objects.filter(category=category).values_list("layer_id", flat=True))


def kinds_for(asset: Asset) -> list[Category]:
    """The kinds under which such a thing is reported, in the order of the form. One query."""
    rows = KindLayer.objects.filter(layer_id=asset.layer_id).values("category_id")
    return list(Category.objects.filter(pk__in=rows, is_active=True).select_related("group"))


def chosen_asset(data: Mapping[str, Any]) -> Asset | None:
    """The thing that somebody has chosen in a draft, as long as everybody may see it."""
    return public_asset(data.get("asset"))


def public_asset(key: Any) -> Asset | None:
    """By its id as it comes from a form; nothing for what nobody may choose."""
    text = str(key or "")
    if not text.isdecimal() or len(text) > 18:
        return None
    return active_assets(public=True).filter(pk=int(text)).first()


def meant_asset(number: str, lon: float | None, lat: float | None) -> Asset | None:
    """The one thing with this number that everybody may see: the nearest to a place that is known, and nothing that lies elsewhere. One query."""
    found = by_number(number, public=True)
    if lon is None or lat is None:
        return found[0] if len(found) == 1 else None
    near = sorted((distance_m(row.lon, row.lat, lon, lat), row.pk, row) for row in found)
    return near[0][2] if near and near[0][0] <= _SAME_NUMBER_M else None


def assets_near(lon: float, lat: float, *, layers: list[int] | None = None) -> list[NearAsset]:
    """The five nearest that everybody may see. One query."""
    return nearest_assets(lon, lat, layers=layers, public=True, within_m=NEAR_M)


_CHOICE = (
    "id", "number", "address", "lon", "lat", "layer_id", "layer__one", "layer__one_en", "layer__icon",
)  # fmt: skip


def place_things(lon: float, lat: float) -> tuple[bool, list[NearAsset]]:
    """Whether there is anything to choose from in this town, and the five nearest. One query for both."""
    rows = together(
        lists=layers_in_use(public=True).order_by().values("id")[:1],
        near=near_rows(lon, lat, public=True, within_m=NEAR_M).select_related(None).values(*_CHOICE),
    )
    return bool(rows["lists"]), measured(rows["near"], lon, lat, within_m=NEAR_M)


def asset_of_report(report_id: int) -> Asset | None:
    row = ReportAsset.objects.select_related("asset__layer").filter(pk=report_id).first()
    return row.asset if row else None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a thing was reported: ``place`` says the how many-th within 90 days this report is."""

    total: int
    year: int
    lately: int


def frequency(asset: Asset, *, until: datetime | None = None) -> Frequency:
    """Counted over all reports, whoever may read them. One query by the index of the history."""
    now = until or clock.now()
    times = list(
        ReportAsset.objects.filter(asset=asset, reported_at__lte=now)
        .order_by("-reported_at")
        .values_list("reported_at", flat=True)[:1000]
    )
    return Frequency(len(times), sum(at > now - YEAR for at in times), sum(at > now - LATELY for at in times))


def history(asset: Asset, user: Any) -> QuerySet[ReportAsset]:
    """What was reported about a thing and this person may read, newest first; to be paged by ("-reported_at", "-report_id")."""
    rows = ReportAsset.objects.filter(asset=asset).select_related("report__case", "report__category__group")
    return rows.filter(_readable(user)).order_by("-reported_at", "-report_id")


def _readable(user: Any) -> Q:
    """As ``cases.rules.may_read`` says it for one case."""
    open_ones = _in_units(user, "cases.read")
    curtain = Q(report__case__confidentiality=Confidentiality.NORMAL) | Q(report__case__assignee_id=user.pk)
    return open_ones & (curtain | _in_units(user, "cases.confidential"))


def _in_units(user: Any, right: str) -> Q:
    units = units_with_right(user, right)
    return Q() if units is ALL_UNITS else Q(report__case__unit_id__in=units)


# What the page of a case shows of the thing, read together with everything else there.
_ASSET = (
    "report_id",
    "reported_at",
    "asset_id",
    "asset__number",
    "asset__key",
    "asset__address",
    "asset__attributes",
    "asset__is_active",
    "asset__notice",
    "asset__notice_en",
    "asset__notice_until",
    "asset__layer_id",
    "asset__layer__name",
    "asset__layer__name_en",
    "asset__layer__one",
    "asset__layer__one_en",
    "asset__layer__icon",
    "asset__layer__stopper",
    "asset__layer__stopper_en",
)
_EARLIER = ("report_id", "reported_at", "report__case_id", "report__case__reference", "report__case__title")
_MOST_EARLIER = 200


def case_sets(case_id: int, user: Any) -> dict[str, QuerySet[Any, Any]]:
    """The thing of one case; when it was reported, for counting; and what this person may read of that."""
    own = ReportAsset.objects.filter(pk=case_id)
    same = ReportAsset.objects.filter(asset_id__in=Subquery(own.values("asset_id"))).order_by("-reported_at")
    readable = same.filter(_readable(user)).exclude(pk=case_id)
    return {
        "asset": own.values(*_ASSET),
        "asset_times": same.values("report_id", "reported_at")[:_MOST_EARLIER],
        "asset_history": readable.values(*_EARLIER, "report__case__status")[:4],
    }
