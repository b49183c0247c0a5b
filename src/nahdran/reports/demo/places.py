# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the demonstration's mishaps happen: real house numbers of the town at hand, spread over its districts."""

from dataclasses import dataclass
from random import Random

from nahdran.places.models import Address, District, Street
from nahdran.places.queries import is_inside


@dataclass(frozen=True, slots=True)
class Spot:
    lon: float
    lat: float


# Beside the house, not in it: about ten metres.
_BESIDE = 0.0001
_TRIES = 40


def spots(count: int) -> list[Spot]:
    """So many places, the same ones each time, in turn from each district. Fewer only if the town has none at all."""
    dice = Random(count)  # noqa: S311  a choice for a demonstration
    pools = [pool for pool in (_houses(district) for district in _districts()) if pool] or [_houses(None) or _streets()]
    found: list[Spot] = []
    for number in range(count * _TRIES):
        pool = pools[number % len(pools)]
        if len(found) == count or not pool:
            break
        lon, lat = pool[dice.randrange(len(pool))]
        lon, lat = lon + dice.uniform(-_BESIDE, _BESIDE), lat + dice.uniform(-_BESIDE, _BESIDE)
        if is_inside(lon, lat):
            found.append(Spot(round(lon, 6), round(lat, 6)))
    return found


def _districts() -> list[District]:
    return list(District.objects.filter(is_current=True).order_by("name").only("pk"))


def _houses(district: District | None) -> list[tuple[float, float]]:
    houses = Address.objects.filter(district=district) if district else Address.objects.all()
    return list(houses.order_by("source").values_list("lon", "lat")[:2000])


def _streets() -> list[tuple[float, float]]:
    return list(Street.objects.order_by("source").values_list("lon", "lat")[:2000])
