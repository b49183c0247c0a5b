# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads for reports without a network: the draft behind a phone's key, and the picture of the town that a phone keeps."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.urls import reverse

from nahdran.places.mapview import degrees
from nahdran.places.queries import MapView, town_view
from nahdran.places.tiles.grid import fitting_zoom
from nahdran.reports.models import ReportDraft

_SPACE = UUID("6d1a3c58-0f0b-4d0e-9c55-5d2f0b9d6a11")

# The largest picture that the server draws. Drawn, not photographed: it stays sharp when a phone enlarges it.
_SIZE = 2400
_MARGIN = 0.97


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture of the whole town, and where it lies; numbers as attributes want them, whatever the language."""

    src: str
    lon: str
    lat: str
    zoom: str
    size: int


def overview(view: MapView | None = None) -> Overview | None:
    """None before the first import."""
    view = view or town_view()
    if not view.has_tiles:
        return None
    lon, lat = map(degrees, view.center)
    # As the address says it: the script reckons with the same numbers.
    inner = int(_SIZE * _MARGIN)
    zoom = str(int(10 * fitting_zoom(view.bounds, inner, inner)) / 10)
    values = {
        "v": view.version,
        "lon": lon,
        "lat": lat,
        "zoom": zoom,
        "width": _SIZE,
        "height": _SIZE,
        "pin": "0",
    }
    return Overview(f"{reverse('places:static_map')}?{urlencode(values)}", lon, lat, zoom, _SIZE)


def draft_id(key: UUID) -> UUID:
    """Under which id the report of this key lies. Whoever knows the key gets the secret link, so the database does not hold the key itself."""
    return uuid5(_SPACE, key.hex)


def draft_by_key(key: UUID) -> ReportDraft | None:
    return ReportDraft.objects.select_related("case", "waiting").filter(pk=draft_id(key)).first()


def pictures() -> list[str]:
    found = overview()
    return [found.src] if found else []
