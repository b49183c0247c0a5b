# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things by the number that stands on them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from nahdran.assets.enums import Scheme
from nahdran.assets.models import Asset
from nahdran.assets.numbers import comparable, meant_by
from nahdran.assets.queries.layers import active_assets

_MOST = 10


def by_number(text: str, *, public: bool = False, layers: Collection[int] | None = None) -> list[Asset]:
    """What may be meant by „Laterne 4711“, at most ten. One query."""
    rows = active_assets(public=public).filter(_meant(text))
    if layers is not None:
        rows = rows.filter(layer_id__in=layers)
    return list(rows.order_by("layer__name", "key")[:_MOST])


def starting_with(text: str) -> QuerySet[Asset]:
    """For the desk: whatever begins like this in any list, removed things too. To be paged by ("key", "id")."""
    wanted = Q()
    for scheme in Scheme.values:
        for key in meant_by(text, scheme) | {comparable(text, scheme)} - {""}:
            wanted |= Q(layer__scheme=scheme, key__startswith=key)
    rows = Asset.objects.select_related("layer", "district")
    return rows.filter(wanted) if wanted else rows.none()


def _meant(text: str) -> Q:
    wanted = Q(pk__in=[])
    for scheme in Scheme.values:
        if keys := meant_by(text, scheme):
            wanted |= Q(layer__scheme=scheme, key__in=keys)
    return wanted
