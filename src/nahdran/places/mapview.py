# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an element with a map has to know before it asks anything: the frame of the town and where style and pictures come from."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.places.queries import MapView, town_view

# Positions go into attributes and addresses: with a point whatever the language, and no finer than a decimetre.
_DIGITS = 6


def degrees(value: float) -> str:
    return f"{value:.{_DIGITS}f}"


def picture_url(
    *, lon: float, lat: float, zoom: float, width: int, height: int, pin: str = "0", dark: bool = False
) -> str:
    """The address of a map picture by the server; ``pin`` is a tone, "0" for none."""
    values = {
        "lon": degrees(lon),
        "lat": degrees(lat),
        "zoom": round(zoom, 1),
        "width": width,
        "height": height,
        "pin": pin,
    }
    return f"{reverse('places:static_map')}?{urlencode(values | ({'theme': 'dark'} if dark else {}))}"


def picture_of(
    lon: float | None = None,
    lat: float | None = None,
    *,
    view: MapView | None = None,
    zoom: float = 16.0,
    pin: str = "0",
    alt: str = "",
) -> dict[str, Any]:
    """A picture for the element ``<noscript>``, light and dark: of one place, or of the whole town, whose ``view`` may be at hand."""
    if lon is None or lat is None:
        view = view or town_view()
        (lon, lat), zoom = view.center, view.zoom
    size = {"width": 720, "height": 480}
    light, dark = (picture_url(lon=lon, lat=lat, zoom=zoom, pin=pin, dark=is_dark, **size) for is_dark in (False, True))
    return {"light": light, "dark": dark, "alt": alt or _("Karte"), **size}


def town_map(view: MapView) -> dict[str, Any]:
    """The data attributes that both elements share."""
    style = reverse("places:style")
    return {
        "bounds": ",".join(degrees(value) for value in view.bounds),
        "style": f"{style}?v={view.version}",
        "style_dark": f"{style}?v={view.version}&theme=dark",
        "still": f"{reverse('places:static_map')}?v={view.version}&pin=0",
        "note": _("Schematische Karte") if view.is_schematic else view.attribution,
        "has_tiles": view.has_tiles,
    }
