# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps in templates: ``{% place_map lon=... lat=... label=... %}`` draws the surroundings of one place into the page as a picture;
``{% point_map label=... src=... %}`` and ``{% pin_map lon=... lat=... label=... %}`` are maps that move."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from nahdran.places.mapview import degrees, picture_of, town_map
from nahdran.places.pictures import picture_in_page
from nahdran.places.queries import town_view
from nahdran.places.wording import map_texts

register = template.Library()


@register.simple_tag
def place_map(
    *, lon: float, lat: float, label: str, zoom: float = 16.0, width: int = 400, height: int = 250, pin: str = "place"
) -> SafeString:
    """An SVG in the colours of the page, light or dark. ``label`` says in words where that is; ``pin`` is a tone or empty."""
    return picture_in_page(lon=lon, lat=lat, zoom=zoom, size=(width, height), pin=pin, label=label)


KINDS = {"": "", "mini": " nd-map--round nd-map--mini", "twin": " nd-twin__map"}


@register.inclusion_tag("places/map.html")
def point_map(
    *,
    label: str,
    src: str,
    list: str = "",  # noqa: A002  the name that stands in the page
    kind: str = "",
    id: str = "",  # noqa: A002
    legend: Sequence[Mapping[str, Any]] = (),
    group: str = "",
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """``<nd-map>`` with many points; the page loads the island ``places/map``. ``kind``: mini, or twin (beside its list).

    ``src`` is the address of GeoJSON points; ``bbox`` and ``zoom`` are added to it; properties: title, status, tone, meta, url, count. ``list`` is
    the CSS selector of the list whose rows carry ``data-feature``, ``legend`` a list of label and tone, ``group`` the name of several
    points in one pin: "{count} Mängel nah beieinander".

    ``more`` may have: ``here``, the address of the list without a place; with it the map offers the list of what it shows, hides its pins on
    demand and keeps its view in the address of the page (``karte``, ``nadeln``). ``tools``, further links: label, href, icon. ``picture``, which
    stands there without a script instead of the bare town: light, dark, alt, width, height. ``start``, where the map begins instead of with the
    whole town: lon, lat, zoom. ``mark``, a pin of its own, for instance the place that distances are counted from: lon, lat, title.
    """
    view, given = town_view(), more or {}
    return {
        "label": label,
        "list": list,
        "css": _css(kind),
        "id": id,
        "legend": legend,
        "locate": True,
        "data": town_map(view) | {"src": src},
        "texts": map_texts({"group": group} if group else None),
        "picture": given.get("picture") or picture_of(view=view, alt=label),
        "tools": given.get("tools", ()),
        "here": given.get("here", ""),
        "start": _in_degrees(given.get("start")),
        "mark": _in_degrees(given.get("mark")),
    }


@register.inclusion_tag("places/map.html")
def pin_map(
    *, lon: float, lat: float, label: str, kind: str = "mini", tone: str = "place", title: str = "", status: str = ""
) -> dict[str, Any]:
    """``<nd-map>`` with one pin, for the page of one thing; the page loads the island ``places/map``."""
    return {
        "label": label,
        "css": _css(kind),
        "data": town_map(town_view()) | {"src": ""},
        "texts": map_texts(),
        "lon": degrees(lon),
        "lat": degrees(lat),
        "tone": tone,
        "title": title or label,
        "status": status,
        "picture": picture_of(lon, lat, pin=tone, alt=label),
    }


def _in_degrees(place: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Positions as attributes want them: with a point whatever the language."""
    if place is None:
        return None
    written = {"lon": degrees(place["lon"]), "lat": degrees(place["lat"])}
    return {**place, **written} | ({"zoom": f"{place['zoom']:.2f}"} if "zoom" in place else {})


def _css(kind: str) -> str:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f'A map does not know kind="{kind}". Known: {", ".join(KINDS)}.')
    return KINDS[kind]
