# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists, how much stands in them, and the things of one list."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from nahdran.assets.models import Asset, AssetLayer


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A list with the number of things in it."""

    layer: AssetLayer
    active: int
    removed: int


def layers_in_use(*, public: bool = False) -> QuerySet[AssetLayer]:
    """``public``: only those that everybody may see."""
    rows = AssetLayer.objects.filter(is_active=True)
    return rows.filter(is_public=True) if public else rows


def layer_lines() -> list[LayerLine]:
    """All lists, in use or not. Two queries."""
    counts = {
        layer: (active, removed)
        for layer, active, removed in Asset.objects.order_by()
        .values_list("layer")
        .annotate(active=Count("pk", filter=Q(is_active=True)), removed=Count("pk", filter=Q(is_active=False)))
    }
    return [LayerLine(layer, *counts.get(layer.pk, (0, 0))) for layer in AssetLayer.objects.all()]


def active_assets(*, public: bool = False) -> QuerySet[Asset]:
    """What stands there today, in lists that are in use, with its list."""
    rows = Asset.objects.filter(is_active=True, layer__is_active=True).select_related("layer")
    return rows.filter(layer__is_public=True) if public else rows


def assets_of(layer: AssetLayer, *, removed: bool = False) -> QuerySet[Asset]:
    """The things of one list, to be paged by ("key", "id")."""
    return Asset.objects.filter(layer=layer, is_active=not removed).select_related("layer", "district")
