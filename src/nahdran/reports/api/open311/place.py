# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a posted report lies: by degrees, by our address key, or by an address as somebody writes it, found in our own tables."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nahdran.assets.models import Asset
from nahdran.kit.text import clean_line
from nahdran.org.queries import town
from nahdran.places.models import Address
from nahdran.places.queries import describe, is_inside, search_addresses
from nahdran.reports.api.open311.door import Call
from nahdran.reports.api.open311.parameters import read_position
from nahdran.reports.api.open311.problems import Problems
from nahdran.reports.rules import MAX_PLACE_NOTE


@dataclass(frozen=True, slots=True)
class Place:
    """``note`` is what the sender wrote about the place. It is for the desk: nobody has read it before it would be public."""

    lon: float
    lat: float
    note: str = ""


def read_place(call: Call, problems: Problems, asset: Asset | None = None) -> Place | None:
    """The place, or None with the reason in ``problems``. Degrees come before the key, the key before words, and words before where the
    ``asset`` that was named stands."""
    before = len(problems.found)
    words = clean_line(call.get("address_string"))
    note = words[:MAX_PLACE_NOTE]
    if position := read_position(call, problems):
        return _inside(Place(*position, note), "lat", problems)
    if len(problems.found) > before:
        return None
    if address_id := call.get("address_id"):
        return _by_id(address_id, note, problems)
    if words:
        return _by_words(words, note, problems)
    if asset is not None:
        return _inside(Place(asset.lon, asset.lat, note), "asset_id", problems)
    problems.missing("lat", _("Ein Ort fehlt: lat und long, address_string oder address_id."))
    return None


def _by_id(text: str, note: str, problems: Problems) -> Place | None:
    is_number = text.isascii() and text.isdecimal() and len(text) < 18
    row = Address.objects.filter(pk=int(text)).values_list("lon", "lat").first() if is_number else None
    if row is None:
        problems.invalid("address_id", _("Diese Adresse kennen wir nicht."))
        return None
    return _inside(Place(*row, note), "address_id", problems)


def _by_words(text: str, note: str, problems: Problems) -> Place | None:
    """Addresses go from the exact to the general, so what we do not know is left off from behind: country, region, postcode."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for last in range(len(parts), 0, -1):
        if hits := search_addresses(", ".join(parts[:last]), limit=1):
            return _inside(Place(hits[0].lon, hits[0].lat, note), "address_string", problems)
    problems.invalid("address_string", _("Diese Adresse haben wir nicht gefunden."))
    return None


def _inside(place: Place, name: str, problems: Problems) -> Place | None:
    if is_inside(place.lon, place.lat):
        return place
    hint = describe(place.lon, place.lat).hint
    problems.invalid(name, f"{hint} {town().neighbours_hint}".strip())
    return None
