# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lamp or bench that a posted report names by its number: ``attribute[asset_id]`` as FixMyStreet sends it, or ``asset_id``."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nahdran.assets.models import Asset
from nahdran.kit.text import clean_line
from nahdran.reports.api.open311.door import Call
from nahdran.reports.api.open311.place import Place
from nahdran.reports.queries.assets import meant_asset

NAMES = ("asset_id", "attribute[asset_id]", "attributes[asset_id]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Thing:
    """``number`` is what was sent, ``found`` the one thing it means here, if everybody may see that list."""

    number: str = ""
    found: Asset | None = None


def read_thing(call: Call) -> Thing:
    """Nothing is refused because of it: clients send numbers of their own with every report. Before the place is read, since it may be the place."""
    number = next((text for name in NAMES if (text := clean_line(call.get(name))[:_LONGEST])), "")
    return Thing(number, meant_asset(number, None, None) if number else None)


def at_place(thing: Thing, place: Place) -> Thing:
    """Without what lies elsewhere; of several with the same number the nearest."""
    return Thing(thing.number, meant_asset(thing.number, place.lon, place.lat)) if thing.number else thing


def note_of(thing: Thing) -> list[str]:
    """For the desk, where we do not know what is meant."""
    if not thing.number or thing.found is not None:
        return []
    return [_("Nummer am Objekt laut Absender: %(number)s") % {"number": thing.number}]
