# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps in templates: ``{% place_map lon=... lat=... label=... %}`` draws the surroundings of one place into the page."""

from django import template
from django.utils.safestring import SafeString

from nahdran.places.pictures import picture_in_page

register = template.Library()


@register.simple_tag
def place_map(
    *, lon: float, lat: float, label: str, zoom: float = 16.0, width: int = 640, height: int = 400, pin: str = "place"
) -> SafeString:
    """An SVG in the colours of the page, light or dark. ``label`` says in words where that is; ``pin`` is a tone or empty."""
    return picture_in_page(lon=lon, lat=lat, zoom=zoom, size=(width, height), pin=pin, label=label)
