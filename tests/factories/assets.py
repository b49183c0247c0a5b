# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of lamps and benches, and single things in them."""

import itertools
from typing import Any

from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.numbers import comparable
from nahdran.kit import clock
from tests.factories.reports import INSIDE

_numbers = itertools.count(1)


def make_layer(name: str = "", **fields: Any) -> AssetLayer:
    number = next(_numbers)
    return AssetLayer.objects.create(
        name=name or f"Liste {number}",
        **{"key": f"liste-{number}", "one": "Objekt", "icon": "lamp", **fields},
    )


def make_asset(layer: AssetLayer, number: str = "", place: tuple[float, float] = INSIDE, **fields: Any) -> Asset:
    number = number or str(next(_numbers))
    return Asset.objects.create(
        layer=layer,
        number=number,
        key=comparable(number, layer.scheme),
        lon=place[0],
        lat=place[1],
        changed_at=clock.now(),
        **{"address": "Hauptstraße 71, Lohmar", **fields},
    )
