# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map of the place step shows: what is reported already, and from near enough the lamps, benches and containers to choose from."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from nahdran.assets.models import Asset
from nahdran.assets.queries import assets_in
from nahdran.reports.queries.geo import parse_frame
from nahdran.reports.views.citizen import listing

# From here on single masts can be told apart.
_FROM_ZOOM = 17
_MOST = 150


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """As ``listing.points``, with things behind the reports."""
    response = listing.points(request)
    frame, zoom = parse_frame(request.GET.get("bbox", "")), request.GET.get("zoom", "")
    if response.status_code != 200 or frame is None or int(zoom) < _FROM_ZOOM:
        return response
    found = json.loads(response.content)
    found["features"] += [_feature(asset) for asset in assets_in(frame, limit=_MOST)]
    with_things = JsonResponse(found, content_type="application/geo+json")
    patch_cache_control(with_things, private=True, max_age=60)
    return with_things


def _feature(asset: Asset) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"asset-{asset.pk}",
        "geometry": {"type": "Point", "coordinates": [asset.lon, asset.lat]},
        "properties": {
            "title": str(asset.title),
            "status": "",
            "tone": "place",
            "meta": asset.address,
            # Leads to the same step with this one chosen, so it works with any script and without.
            "url": f"{reverse('reports:place')}?anlage={asset.pk}",
        },
    }
