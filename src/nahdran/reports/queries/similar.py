# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that may be the same as the one somebody is just about to send: of the same or a related kind, near by, open or settled lately.

For the form only what is public, with the same words as everywhere; for the desk all that may be read there. At most six questions.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import F, FloatField, Func, Q, QuerySet, Value

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.kit import clock
from nahdran.places.metric import degrees_around, distance_m
from nahdran.reports.models import Category, Report, ReportAsset
from nahdran.reports.models.report import RELEASED
from nahdran.reports.queries.geo import frame_around, in_ranges, nearness
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
    is_same_kind: bool
    is_open: bool
    reported_at: datetime


def similar_public(
    category: Category,
    lon: float,
    lat: float,
    *,
    text: str = "",
    but: Collection[str] = (),
    limit: int = 3,
    asset: int | None = None,
) -> list[PublicReport]:
    """Open ones about the very same ``asset``, then the most alike, each with its photo, its whole public text and how far it is. ``but`` names references to leave out."""
    rows = Report.objects.filter(RELEASED)
    best = _with_same(_best(rows, category, (lon, lat), text), rows, category, (lon, lat), asset)
    # A few more than wanted, for those to be left out are known by their reference only.
    found = {
        row.case_id: row for row in rows_of(released().filter(pk__in=[item.pk for item in best[: limit + len(but)]]))
    }
    shown = [
        replace(found[item.pk], metres=round(item.metres))
        for item in best
        if item.pk in found and found[item.pk].reference not in but
    ]
    return with_photos(shown[:limit]) if shown else []


def similar_for_desk(
    category: Category, lon: float, lat: float, *, text: str = "", limit: int = 3, asset: int | None = None
) -> list[tuple[Report, int]]:
    """Those of the same ``asset`` first. Released or not, never a confidential one, with the metres to it."""
    every = Report.objects.all()
    best = _with_same(_best(every, category, (lon, lat), text), every, category, (lon, lat), asset)
    rows = Report.objects.select_related("case", "category").filter(case__confidentiality=Confidentiality.NORMAL)
    found = rows.in_bulk([item.pk for item in best])
    return [(found[item.pk], round(item.metres)) for item in best if item.pk in found][:limit]


def _best(rows: QuerySet[Report], category: Category, place: tuple[float, float], text: str) -> list[_Candidate]:
    """The nearest candidates, those most alike first."""
    now = clock.now()
    near = _settled_lately(_nearest(rows, category, place, now - SETTLED_LATELY), now - SETTLED_LATELY)
    alike = _alike([item.pk for item in near], text)
    scores = {item.pk: _score(item, category, alike.get(item.pk, 0.0), now) for item in near}
    return sorted(near, key=lambda item: (-scores[item.pk], item.metres, -item.pk))


def _with_same(
    best: list[_Candidate], rows: QuerySet[Report], category: Category, place: tuple[float, float], asset: int | None
) -> list[_Candidate]:
    """Before everything else what is open about the very same thing, of whatever kind."""
    if asset is None:
        return best
    ids = list(ReportAsset.objects.filter(asset_id=asset).order_by("-reported_at").values_list("pk", flat=True)[:20])
    found = rows.filter(pk__in=ids, is_open=True).values_list("case_id", "lon", "lat", "category_id", "reported_at")
    same = [
        _Candidate(pk, distance_m(lon, lat, *place), kind == category.pk, True, reported_at)
        for pk, lon, lat, kind, reported_at in found.order_by("-reported_at")
    ]
    known = {item.pk for item in same}
    return [*same, *(item for item in best if item.pk not in known)]


def _nearest(
    rows: QuerySet[Report], category: Category, place: tuple[float, float], since: datetime
) -> list[_Candidate]:
    """By one index alone, without reading a row: comparing numbers, for that index knows kind and place together."""
    frame = frame_around(*place, *degrees_around(place[1], category.near_m))
    found = (
        rows.filter(in_ranges(frame), Q(is_open=True) | Q(updated_at__gt=since), category_id__in=_related(category))
        .order_by(nearness(*place))
        .values_list("case_id", "lon", "lat", "category_id", "is_open", "reported_at")[:_CANDIDATES]
    )
    measured = [
        _Candidate(pk, distance_m(lon, lat, *place), kind == category.pk, is_open, reported_at)
        for pk, lon, lat, kind, is_open, reported_at in found
    ]
    return [item for item in measured if item.metres <= category.near_m]


def _settled_lately(candidates: list[_Candidate], since: datetime) -> list[_Candidate]:
    """Without those that were settled long ago and only touched lately."""
    closed = [item.pk for item in candidates if not item.is_open]
    if not closed:
        return candidates
    lately = set(Case.objects.filter(pk__in=closed, closed_at__gt=since).values_list("pk", flat=True))
    return [item for item in candidates if item.is_open or item.pk in lately]


def _related(category: Category) -> list[int]:
    """The ids are looked up before, so that the database compares numbers and joins nothing."""
    others = Category.objects.filter(Q(group_id=category.group_id) | Q(related=category)).values_list("pk", flat=True)
    return sorted({category.pk, *others})


def _alike(ids: list[int], text: str) -> dict[int, float]:
    """How many stems each public text shares with what was typed; any of them counts, the more the better."""
    if not ids or not text.strip():
        return {}
    any_word = Func(
        Value(text[:1000]), template="replace(plainto_tsquery('german', %(expressions)s)::text, ' & ', ' | ')::tsquery"
    )
    rank = Func(F("words"), any_word, template=_RANK, output_field=FloatField())
    rows = Report.objects.filter(pk__in=ids, words__isnull=False)
    return dict(rows.annotate(alike=rank).values_list("pk", "alike"))


def _score(item: _Candidate, category: Category, alike: float, now: datetime) -> float:
    young = math.exp(-max((now - item.reported_at).total_seconds(), 0) / _HALF_YEAR)
    return (
        _NEAR * (1 - min(item.metres / category.near_m, 1))
        + _WORDS * min(alike * 4, 1)
        + _YOUNG * young
        + _SAME_KIND * item.is_same_kind
    )
