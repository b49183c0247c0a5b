# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who else answers for a kind of defect at a place. Areas are kept prepared in each process until bodies or map change."""

from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

import shapely
from django.db.models import Count, Max
from shapely.geometry import shape

from nahdran.places.mapdata import Geometry
from nahdran.places.queries import CourseLines, course_lines, current_version, district_at, is_inside, neighbour_at
from nahdran.reports.enums import BodyWhere
from nahdran.reports.geometry import widened
from nahdran.reports.models import Body, Category, HandOver


@dataclass(frozen=True, slots=True)
class _Prepared:
    body: Body
    groups: frozenset[int]
    categories: frozenset[int]
    districts: frozenset[int]
    area: Geometry | None

    def answers_for(self, category: Category | None) -> bool:
        """Without a kind only those count that answer for everything."""
        if not self.groups and not self.categories:
            return True
        return category is not None and (category.pk in self.categories or category.group_id in self.groups)


@dataclass(slots=True)
class _Kept:
    mark: tuple[str, object, int] | None = None
    bodies: list[_Prepared] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


_kept = _Kept()


def body_for(category: Category | None, lon: float, lat: float) -> Body | None:
    """The first body in their order that answers for this kind at this place; outside the town that of the neighbour. Two or three queries."""
    bodies = [item for item in _current() if item.answers_for(category)]
    if not bodies:
        return None
    if not is_inside(lon, lat):
        return _outside([item for item in bodies if item.body.where == BodyWhere.OUTSIDE], lon, lat)
    return next((item.body for item in bodies if _lies_in(item, lon, lat)), None)


def body_by_key(pk: object) -> Body | None:
    return Body.objects.filter(pk=pk, is_active=True).first() if isinstance(pk, int) else None


def hand_over_by_token(token: UUID) -> HandOver | None:
    rows = HandOver.objects.select_related("report__case", "report__category__group", "report__district")
    return rows.filter(token=token).first()


def _lies_in(item: _Prepared, lon: float, lat: float) -> bool:
    if item.body.where == BodyWhere.TOWN:
        return True
    if item.body.where == BodyWhere.DISTRICTS:
        district = district_at(lon, lat)
        return district is not None and district.pk in item.districts
    return item.area is not None and bool(shapely.intersects_xy(item.area, lon, lat))


def _outside(bodies: list[_Prepared], lon: float, lat: float) -> Body | None:
    """That of the very neighbour, else one for everything outside."""
    neighbour, _is_certain = neighbour_at(lon, lat)
    named = [item.body for item in bodies if neighbour is not None and item.body.neighbour == neighbour.name]
    others = [item.body for item in bodies if not item.body.neighbour]
    return next(iter([*named, *others]), None)


def _current() -> list[_Prepared]:
    newest = Body.objects.aggregate(changed=Max("changed_at"), count=Count("pk"))
    mark = (current_version(), newest["changed"], newest["count"])
    if _kept.mark != mark:
        with _kept.lock:
            _kept.bodies, _kept.mark = _load(), mark
    return _kept.bodies


def _load() -> list[_Prepared]:
    courses = course_lines()
    rows = Body.objects.filter(is_active=True).prefetch_related("groups", "categories", "districts")
    return [
        _Prepared(
            body=row,
            groups=frozenset(item.pk for item in row.groups.all()),
            categories=frozenset(item.pk for item in row.categories.all()),
            districts=frozenset(item.pk for item in row.districts.all()),
            area=_area(row, courses),
        )
        for row in rows
    ]


def _area(body: Body, courses: list[CourseLines]) -> Geometry | None:
    if body.where == BodyWhere.AREA and body.area:
        return widened(shape(body.area), body.width_m)
    if body.where != BodyWhere.COURSES:
        return None
    wanted = {_plain(ref) for ref in body.course_refs.split(",")} - {""}
    lines = [
        item.lines for item in courses if item.kind == body.course_kind and (not wanted or _plain(item.ref) in wanted)
    ]
    return widened(shapely.union_all(lines), body.width_m) if lines else None


def _plain(ref: str) -> str:
    """Whether written "A 3" or "a3", it is one road."""
    return ref.replace(" ", "").casefold()
