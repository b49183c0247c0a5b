# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lamp or bench that a posted report names by its number: ``attribute[asset_id]`` as FixMyStreet sends it, or ``asset_id``."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nahdran.assets.models import Asset
from nahdran.assets.queries import by_number
from nahdran.kit.text import clean_line
from nahdran.places.metric import distance_m
from nahdran.reports.api.open311.door import Call
from nahdran.reports.api.open311.place import Place
from nahdran.reports.queries.assets import SAME_NUMBER_M

NAMES = ("asset_id", "attribute[asset_id]", "attributes[asset_id]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Thing:
    """``number`` is what was sent, ``found`` the one thing it means here, if everybody may see that list."""

    number: str = ""
    found: Asset | None = None


def read_thing(call: Call) -> Thing:
    """Nothing is refused because of it: clients send numbers of their own with every report."""
    number = next((text for name in NAMES if (text := clean_line(call.get(name))[:_LONGEST])), "")
    found = by_number(number, public=True) if number else []
    return Thing(number, found[0] if len(found) == 1 else None)


def at_place(thing: Thing, place: Place) -> Thing:
    """Without what lies elsewhere."""
    asset = thing.found
    if asset is None or distance_m(asset.lon, asset.lat, place.lon, place.lat) <= SAME_NUMBER_M:
        return thing
    return Thing(thing.number)


def note_of(thing: Thing) -> list[str]:
    """For the desk, where we do not know what is meant."""
    if not thing.number or thing.found is not None:
        return []
    return [_("Nummer am Objekt laut Absender: %(number)s") % {"number": thing.number}]
