# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists that many towns have: how they are called, and what they are in OpenStreetMap. For the demonstration and for extracts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownLayer:
    """``osm`` are the (key, value) pairs of its nodes."""

    key: str
    name: str
    name_en: str
    one: str
    one_en: str
    icon: str
    number_hint: str
    number_hint_en: str
    osm: tuple[tuple[str, str], ...]


KNOWN = (
    KnownLayer(
        "lampen", "Straßenlampen", "Street lamps", "Lampe", "Lamp", "lamp",
        "am Mast, etwa in Augenhöhe", "on the mast, about eye level", (("highway", "street_lamp"),),
    ),
    KnownLayer(
        "baenke", "Bänke", "Benches", "Bank", "Bench", "bench",
        "auf einem Schild an der Lehne", "on a plate at the backrest", (("amenity", "bench"),),
    ),
    KnownLayer(
        "papierkoerbe", "Papierkörbe", "Litter bins", "Papierkorb", "Litter bin", "trash",
        "auf einem Aufkleber am Korb", "on a sticker on the bin", (("amenity", "waste_basket"),),
    ),
    KnownLayer(
        "container", "Altglas und Altpapier", "Recycling containers", "Container", "Container", "leaf",
        "auf einem Aufkleber an der Seite", "on a sticker on its side", (("amenity", "recycling"),),
    ),
    KnownLayer(
        "trinkbrunnen", "Trinkbrunnen", "Drinking fountains", "Trinkbrunnen", "Drinking fountain", "drop",
        "am Sockel", "at its base", (("amenity", "drinking_water"),),
    ),
)  # fmt: skip


def known(key: str) -> KnownLayer | None:
    return next((layer for layer in KNOWN if layer.key == key), None)
