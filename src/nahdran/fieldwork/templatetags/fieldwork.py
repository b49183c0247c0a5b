# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filters for amounts and for the address that opens a place in the phone's own maps."""

from typing import Any
from urllib.parse import quote

from django import template

from nahdran.fieldwork.money import in_euros
from nahdran.places.mapview import degrees

register = template.Library()
register.filter("euros", in_euros)


@register.simple_tag
def geo_address(order: Any) -> str:
    """RFC 5870, with a label: phones offer their maps for it, and nothing is asked of anybody else."""
    lat, lon = degrees(order.lat), degrees(order.lon)
    return f"geo:{lat},{lon}?q={lat},{lon}({quote(order.address or order.title)})"
