# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that may be the same as the one somebody is just about to send: of the same or a related kind, near by, open or settled lately.

For the form only what is public, with the same words as everywhere; for the desk all that may be read there. At most four questions.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, FloatField, Func, Q, QuerySet, Value

from nahdran.cases.enums import Confidentiality
from nahdran.kit import clock
from nahdran.places.metric import degrees_around, distance_m
from nahdran.reports.models import Category, Report
from nahdran.reports.queries.geo import frame_around, nearness, within
from nahdran.reports.queries.narrowing import released
from nahdran.reports.queries.public import PublicReport, rows_of, with_photos

# What was settled longer ago and is there again is a new defect.
SETTLED_LATELY = timedelta(days=30)
# So many of the nearest are compared by their words.
_CANDIDATES = 80
# Nearness counts for half, the rest is shared by words, age, and whether the kind is the very same.
_NEAR, _WORDS, _YOUNG, _SAME_KIND = 0.5, 0.3, 0.1, 0.1
_HALF_YEAR = 180 * 86400
# Weights of D, C, B, A: only the text of the report, for names of kind and street are alike in the whole street. The 1 divides by its
# length, or long texts would always win.
_RANK = "ts_rank('{0,1,0,0}'::real[], %(expressions)s, 1)"


@dataclass(frozen=True, slots=True)
class _Candidate:
    pk: int
    metres: float
    score: float


def similar_public(
    category: Category, lon: float, lat: float, *, text: str = "", but: Collection[str] = (), limit: int = 3
) -> list[PublicReport]:
    """The most alike first, each with its photo, its whole public text and how far it is. ``but`` names references to leave out."""
    rows = released().exclude(case__reference__in=list(but)) if but else released()
    best = _best(rows, category, lon, lat, text, limit)
    if not best:
        return []
    found = {row.case_id: row for row in rows_of(released().filter(pk__in=[item.pk for item in best]))}
    return with_photos([replace(found[item.pk], metres=round(item.metres)) for item in best if item.pk in found])


def similar_for_desk(
    category: Category, lon: float, lat: float, *, text: str = "", limit: int = 3
) -> list[tuple[Report, int]]:
    """Released or not, never a confidential one, with the metres to it."""
    rows = Report.objects.filter(case__confidentiality=Confidentiality.NORMAL)
    best = _best(rows, category, lon, lat, text, limit)
    found = Report.objects.select_related("case", "category").in_bulk([item.pk for item in best])
    return [(found[item.pk], round(item.metres)) for item in best if item.pk in found]


def _best(
    rows: QuerySet[Report], category: Category, lon: float, lat: float, text: str, limit: int
) -> list[_Candidate]:
    now = clock.now()
    radius = category.near_m
    since = now - SETTLED_LATELY
    lately = Q(is_open=True) | Q(updated_at__gt=since, case__closed_at__gt=since)
    found = (
        rows.filter(within(frame_around(lon, lat, *degrees_around(lat, radius))), lately, _same_or_related(category))
        .order_by(nearness(lon, lat))
        .annotate(alike=_alike(text))
        .values_list("pk", "lon", "lat", "category_id", "reported_at", "alike")[:_CANDIDATES]
    )
    scored = [_scored(row, category, (lon, lat), now) for row in found]
    near = [item for item in scored if item.metres <= radius]
    return sorted(near, key=lambda item: (-item.score, item.metres, -item.pk))[:limit]


def _same_or_related(category: Category) -> Q:
    """By keys that are looked up before, so that the database compares numbers and joins nothing."""
    others = Category.objects.filter(Q(group_id=category.group_id) | Q(related=category)).values_list("pk", flat=True)
    return Q(category_id__in=[category.pk, *others])


def _alike(text: str) -> Any:
    """How many stems the public text shares with what was typed; any of them counts, the more the better."""
    if not text.strip():
        return Value(0.0, output_field=FloatField())
    any_word = Func(
        Value(text[:1000]), template="replace(plainto_tsquery('german', %(expressions)s)::text, ' & ', ' | ')::tsquery"
    )
    return Func(F("words"), any_word, template=_RANK, output_field=FloatField())


def _scored(row: Any, category: Category, place: tuple[float, float], now: datetime) -> _Candidate:
    pk, lon, lat, category_id, reported_at, alike = row
    metres = distance_m(lon, lat, *place)
    young = math.exp(-max((now - reported_at).total_seconds(), 0) / _HALF_YEAR)
    score = (
        _NEAR * (1 - min(metres / category.near_m, 1))
        + _WORDS * min((alike or 0) * 4, 1)
        + _YOUNG * young
        + _SAME_KIND * (category_id == category.pk)
    )
    return _Candidate(pk, metres, score)
