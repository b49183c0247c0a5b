# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things around a place and on a part of the map. The index gives candidates by degrees, metres decide."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from nahdran.assets.models import Asset
from nahdran.assets.queries.layers import active_assets
from nahdran.places.framing import Frame, frame_around, nearness, within
from nahdran.places.metric import degrees_around, distance_m

REACH_M = 150
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class NearAsset:
    """A thing with the metres to it."""

    asset: Asset
    metres: int


def nearest_assets(
    lon: float,
    lat: float,
    *,
    layers: Collection[int] | None = None,
    public: bool = False,
    within_m: float = REACH_M,
    limit: int = 5,
) -> list[NearAsset]:
    """The nearest first; ``layers`` narrows to some lists. One query."""
    rows = near_rows(lon, lat, layers=layers, public=public, within_m=within_m)
    return measured(rows, lon, lat, within_m=within_m, limit=limit)


def near_rows(
    lon: float, lat: float, *, layers: Collection[int] | None = None, public: bool = False, within_m: float = REACH_M
) -> QuerySet[Asset]:
    """The candidates for ``measured``, for who reads them with other things."""
    frame = frame_around(lon, lat, *degrees_around(lat, within_m))
    rows = _in_layers(active_assets(public=public), layers).filter(within(frame))
    return rows.order_by(nearness(lon, lat))[:_CANDIDATES]


def measured(rows: Iterable[Asset], lon: float, lat: float, *, within_m: float, limit: int = 5) -> list[NearAsset]:
    """The nearest of the candidates, in metres."""
    found = [NearAsset(row, round(distance_m(row.lon, row.lat, lon, lat))) for row in rows]
    close = [item for item in found if item.metres <= within_m]
    return sorted(close, key=lambda item: (item.metres, item.asset.pk))[:limit]


def assets_in(frame: Frame, *, limit: int) -> list[Asset]:
    """What everybody may see on a part of the map; nothing where more than ``limit`` would stand there. One query."""
    rows = list(active_assets(public=True).filter(within(frame))[: limit + 1])
    return rows if len(rows) <= limit else []


def _in_layers(rows: QuerySet[Asset], layers: Collection[int] | None) -> QuerySet[Asset]:
    return rows if layers is None else rows.filter(layer_id__in=layers)
