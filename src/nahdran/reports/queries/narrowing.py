# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate to the public, and what it can be narrowed to. Every public read starts from ``released()``, so nothing that is held slips out.

Used by list, map, feeds, exports and the interfaces for machines. Keys of kinds and districts are turned into ids first: with a value at
hand the planner of the database knows how many rows it will meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from nahdran.kit import clock
from nahdran.kit.text import fold
from nahdran.places.metric import degrees_around
from nahdran.places.models import District
from nahdran.reports.enums import Release
from nahdran.reports.kept import Kept
from nahdran.reports.models import Category, PublicPhoto, Report
from nahdran.reports.queries.geo import Frame, Ring, frame_around, in_ranges, within, within_metres, within_ring
from nahdran.reports.queries.tallies import Kinds, about

OPEN, SETTLED, ALL = "offen", "erledigt", "alle"
STATES = (OPEN, SETTLED, ALL)
# From so many on, what lies in a place is neither counted nor drawn one by one.
CROWDED = 5000
# From so many on, a place is not searched by the index of places: it would look at as many before one is chosen.
SEARCHED = 40_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see. Each is empty by default; ``state`` is one of STATES.

    ``near`` sorts by distance; together with ``metres`` it also ends the list there. ``days`` counts back from today.
    """

    state: str = OPEN
    group: str = ""
    category: str = ""
    district: str = ""
    text: str = ""
    frame: Frame | None = None
    near: tuple[float, float] | None = None
    metres: int | None = None
    ring: Ring | None = None
    since: date | None = None
    until: date | None = None
    days: int | None = None
    photo: bool = False

    @property
    def narrowed(self) -> bool:
        return bool(self.group or self.category or self.district or self.frame) or not self.is_tallied

    @property
    def is_tallied(self) -> bool:
        """Nothing but state, kind and district (and a frame): the counts that are kept ready know these."""
        return not (self.text or self.metres or self.ring or self.since or self.until or self.days or self.photo)


def released() -> QuerySet[Report]:
    """The one gate to the public."""
    return Report.objects.filter(release=Release.RELEASED)


def filtered(filters: Filters, *, by_place: bool | None = None) -> QuerySet[Report]:
    """The released reports that fit. Unknown names of groups, kinds or districts fit nothing.

    ``by_place`` says whether the index of places finds them or degrees are only compared; None decides by how many lie there.
    """
    try:
        kinds = kinds_of(filters)
    except LookupError:
        return released().none()
    rows = released()
    if kinds.is_open is not None:
        rows = rows.filter(is_open=kinds.is_open)
    if kinds.categories is not None:
        rows = _of_categories(rows, kinds.categories)
    if kinds.district is not None:
        rows = rows.filter(district=kinds.district)
    if filters.text:
        rows = rows.filter(words=search_words(filters.text))
    if filters.photo:
        rows = rows.filter(Exists(PublicPhoto.objects.filter(report=OuterRef("pk"))))
    return _placed(_timed(rows, filters), filters, by_place)


def kinds_of(filters: Filters) -> Kinds:
    """Group, kind, district and state as ids. Raises LookupError for a name that there is not."""
    is_open = None if filters.state == ALL else filters.state == OPEN
    if not (filters.category or filters.group or filters.district):
        return Kinds(is_open=is_open)
    known = _known.get("", _load)
    categories = None
    if filters.category:
        categories = known.categories.get(filters.category)
    elif filters.group:
        categories = known.groups.get(filters.group)
    district = known.districts.get(filters.district) if filters.district else None
    if ((filters.category or filters.group) and categories is None) or (filters.district and district is None):
        raise LookupError(filters.category or filters.group or filters.district)
    return Kinds(categories, district, is_open)


@dataclass(frozen=True, slots=True)
class _Known:
    categories: dict[str, list[int]]
    groups: dict[str, list[int]]
    districts: dict[str, int]


_known: Kept[_Known] = Kept()


def _load() -> _Known:
    categories: dict[str, list[int]] = {}
    groups: dict[str, list[int]] = {}
    for key, group, pk in Category.objects.values_list("key", "group__key", "pk"):
        categories[key] = [pk]
        groups.setdefault(group, []).append(pk)
    return _Known(categories, groups, dict(District.objects.values_list("slug", "pk")))


def _of_categories(rows: QuerySet[Report], ids: Sequence[int]) -> QuerySet[Report]:
    return rows.filter(category=ids[0]) if len(ids) == 1 else rows.filter(category__in=ids)


def _timed(rows: QuerySet[Report], filters: Filters) -> QuerySet[Report]:
    """Both days belong to the time that is meant."""
    since = filters.since
    if filters.days is not None:
        counted = clock.today() - timedelta(days=filters.days)
        since = max(since, counted) if since else counted
    if since:
        rows = rows.filter(reported_at__gte=_midnight(since))
    if filters.until:
        rows = rows.filter(reported_at__lt=_midnight(filters.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def place_of(filters: Filters) -> Frame | None:
    """The smallest frame around everything that can fit; None is the whole town."""
    if filters.near and filters.metres:
        return frame_around(*filters.near, *degrees_around(filters.near[1], filters.metres))
    return filters.ring.frame if filters.ring else filters.frame


def is_crowded(filters: Filters) -> bool:
    """Do so many reports lie in the place that is meant that reading all of them would take too long? The whole town counts as such."""
    place = place_of(filters)
    return place is None or _about(place) > CROWDED


def _about(place: Frame) -> int:
    return _lying.get(str(place), lambda: about(place))


_lying: Kept[int] = Kept()


def _placed(rows: QuerySet[Report], filters: Filters, by_place: bool | None) -> QuerySet[Report]:
    place = place_of(filters)
    if place is None:
        return rows
    by_place = _about(place) <= SEARCHED if by_place is None else by_place
    for frame in {place, filters.frame or place}:
        rows = rows.filter(within(frame) if by_place else in_ranges(frame))
    if filters.ring:
        rows = rows.filter(within_ring(filters.ring))
    if filters.near and filters.metres:
        rows = rows.filter(within_metres(*filters.near, filters.metres))
    return rows


def search_words(text: str) -> SearchQuery:
    """Every word must be found: as a German word in any of its forms, or as the beginning of a name ("haupts" finds Hauptstraße)."""
    query: Any = None
    for word in text.split()[:8]:
        start = "".join(sign for sign in fold(word) if sign.isascii() and sign.isalnum())
        one: Any = SearchQuery(word, config="german")
        if start:
            one = one | SearchQuery(f"{start}:*", config="simple", search_type="raw")
        query = one if query is None else query & one
    return query


def without_place(filters: Filters) -> Filters:
    """The same choice in the whole town."""
    return replace(filters, frame=None, near=None, metres=None, ring=None)
