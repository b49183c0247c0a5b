# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The released reports nearest to a place, by whichever way reads few rows: the index of places, the kinds, or the cells of a district."""

import json
from dataclasses import replace

from django.db.models import BooleanField, F, Func

from nahdran.places.metric import degrees_around, distance_m
from nahdran.places.queries import district_bounds
from nahdran.reports.queries.geo import Frame, flat_distance, frame_around, nearness
from nahdran.reports.queries.narrowing import Filters, filtered, kinds_of, place_of, search_words, without_place
from nahdran.reports.queries.tallies import frame_of_nearest, totals

# So few are sorted by their distance; from more, the index of places gives the nearest.
_SORTED = 12_000
# Degrees are no metres: the index is asked for so many more.
_MORE = 20
# So many of the newest are looked at for a frequent word: where they lie says how far away the nearest can be at most.
_FRONT = 2000


def nearest_of(filters: Filters, near: tuple[float, float], limit: int) -> list[tuple[int, float]]:
    """Case and metres of the nearest. The index of places gives them in degrees, so it is asked for more than are wanted; where few fit, it
    would read the town in vain for them.
    """
    part = _near_part_of_district(filters, near, limit)
    are_few = not part and _are_few(filters)
    if not part and not are_few:
        part = _near_part_of_words(filters, near, limit)
    if part or are_few:
        found = filtered(part or filters, by_place=bool(part)).order_by(flat_distance(*near), "-pk")[:limit]
    else:
        found = filtered(filters, by_place=True).order_by(nearness(*near))[: limit * 2 + _MORE]
    measured = [(pk, distance_m(lon, lat, *near)) for pk, lon, lat in found.values_list("pk", "lon", "lat")]
    return sorted(measured, key=lambda pair: (pair[1], -pair[0]))[:limit]


def _are_few(filters: Filters) -> bool:
    """Leaving the place aside: so few that all of them can be sorted. For what is not counted ready, the database guesses."""
    town = without_place(filters)
    if town.is_tallied:
        try:
            return sum(totals(kinds_of(town))) <= _SORTED
        except LookupError:
            return True
    plan = json.loads(filtered(town).order_by().values("pk").explain(format="json"))
    # Words often belong to one street or village: on the way there from far away the index would read everything in between.
    return int(plan[0]["Plan"]["Plan Rows"]) <= (2 * _SORTED if filters.text else _SORTED)


def _near_part_of_district(filters: Filters, near: tuple[float, float], limit: int) -> Filters | None:
    """With the frame of those cells of a district in which its nearest must lie; else the search would begin far away from it."""
    bounds = district_bounds(filters.district) if filters.district and place_of(filters) is None else None
    if bounds is None or not filters.is_tallied:
        return None
    try:
        frame = frame_of_nearest(kinds_of(filters), Frame(*bounds), near, limit)
    except LookupError:
        return None
    return replace(filters, frame=frame) if frame else None


def _near_part_of_words(filters: Filters, near: tuple[float, float], limit: int) -> Filters | None:
    """With a frame in which enough with a frequent word surely lie. Often it belongs to another part of the town: sorted by nearness, the index
    would pass by everything in between one by one, while within a frame all of it is read in the order in which it lies on the disk.
    """
    if not filters.text or place_of(filters) is not None:
        return None
    # As a function the comparison cannot use the index of words, which would be the wrong way here.
    fits = Func(F("words"), search_words(filters.text), function="ts_match_vq", output_field=BooleanField())
    newest = filtered(replace(filters, text="", near=None)).annotate(fits=fits).order_by("-reported_at", "-case_id")
    spots = newest.values_list("lon", "lat", "fits")[:_FRONT]
    metres = sorted(distance_m(lon, lat, *near) for lon, lat, is_fitting in spots if is_fitting)
    if len(metres) < limit:
        return None
    # A metre more: degrees are rounded.
    return replace(filters, frame=frame_around(*near, *degrees_around(near[1], metres[limit - 1] + 1)))
