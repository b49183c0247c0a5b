# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a place and a thing say about the kind: which kinds were reported and settled here, read from a few hundred public rows by their indexes.

Only what is released counts, so that nobody learns from a suggestion what the map does not show.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Subquery, Value

from nahdran.places.metric import degrees_around, distance_m
from nahdran.reports.learning.evidence import MOST_NEAR, MOST_OF_DISTRICT, REACH_M, fade
from nahdran.reports.models import Category, KindLayer, Report, ReportAsset
from nahdran.reports.models.report import RELEASED
from nahdran.reports.queries.geo import frame_around, nearness, within

_Row = tuple[int, float, float, bool]


@dataclass(frozen=True, slots=True)
class Here:
    """By key of the kind: how often it was reported near by, nearer ones counting more, and in the district; and the kinds of the chosen thing."""

    near: Mapping[str, float] = field(default_factory=dict)
    district: Mapping[str, float] = field(default_factory=dict)
    of_thing: frozenset[str] = frozenset()
    # Reports within reach, however far.
    count: int = 0


def here_of(place: Mapping[str, Any], things: Iterable[Category], keys: Mapping[int, str], *, by_place: bool) -> Here:
    """For the place of a draft. ``keys`` names the kinds that may be suggested. One query; none if ``by_place`` is off or no place is known."""
    of_thing = frozenset(item.key for item in things)
    if not by_place or "lon" not in place:
        return Here(of_thing=of_thing)
    lon, lat = float(place["lon"]), float(place["lat"])
    near: defaultdict[str, float] = defaultdict(float)
    district: defaultdict[str, float] = defaultdict(float)
    count = 0
    for kind, x, y, is_near in surroundings(lon, lat):
        if kind not in keys:
            continue
        if not is_near:
            district[keys[kind]] += 1
        elif (metres := distance_m(x, y, lon, lat)) <= REACH_M:
            near[keys[kind]] += float(fade(metres))
            count += 1
    return Here(near, district, of_thing, count)


def surroundings(lon: float, lat: float) -> QuerySet[Report, _Row]:
    """Kind and place of the nearest settled ones, and of the newest of the district, in one query.

    The district is that of the nearest report: asking the boundaries would be another query, and says the same but for their very edge.
    """
    public = Report.objects.filter(RELEASED)
    settled = public.filter(is_open=False)
    frame = frame_around(lon, lat, *degrees_around(lat, REACH_M))
    near = settled.filter(within(frame)).order_by(nearness(lon, lat))
    nearest = public.filter(district__isnull=False).order_by(nearness(lon, lat)).values("district_id")[:1]
    district = settled.filter(district_id=Subquery(nearest)).order_by("-reported_at", "-case")
    return _marked(near, True)[:MOST_NEAR].union(_marked(district, False)[:MOST_OF_DISTRICT], all=True)


def _marked(rows: QuerySet[Report], is_near: bool) -> QuerySet[Report, Any]:
    mark = Value(is_near, output_field=BooleanField())
    return rows.annotate(is_near=mark).values_list("category_id", "lon", "lat", "is_near")


def things_reported(settled: QuerySet[Report]) -> tuple[int, int]:
    """How many of these reports are about a thing, and how many of them are of a kind of its list. Two queries, for the worker."""
    about = ReportAsset.objects.filter(report__in=settled.order_by())
    fitting = KindLayer.objects.filter(layer=OuterRef("asset__layer"), category=OuterRef("report__category"))
    listed = KindLayer.objects.filter(layer=OuterRef("asset__layer"))
    known = about.filter(Exists(listed))
    return known.count(), known.filter(Exists(fitting)).count()
