# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may see of the reports. Every read here starts from ``released()``, so nothing that is held can slip out.

Used by list, map, detail page, photo view, start page and the form's hint at equal reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.kinds import Status
from nahdran.cases.models import Deadline
from nahdran.kit import clock
from nahdran.kit.language import in_reader_language
from nahdran.kit.paging import page_by_key
from nahdran.reports.enums import Release
from nahdran.reports.models import PublicPhoto, Report
from nahdran.reports.queries.counts import COUNT_LIMIT
from nahdran.reports.queries.narrowing import ALL, OPEN, SETTLED, STATES, Filters, filtered, place_of, released
from nahdran.reports.queries.nearest import nearest_of
from nahdran.reports.workflow import DUPLICATE, WORKFLOW

__all__ = ["ALL", "OPEN", "SETTLED", "STATES", "Filters", "filtered", "released"]

PAGE = 20
# The list by nearness ends here: who looks further wants another place, not page 50.
NEAREST_LIMIT = 200
ORDER = ("-reported_at", "-case_id")
_KEY = tuple(name[1:] for name in ORDER)
FIELDS = (
    "case_id",
    "case__reference",
    "case__status",
    "case__closed_at",
    "category__name",
    "category__name_en",
    "category__icon",
    "category__group__icon",
    "address",
    "district__name",
    "lon",
    "lat",
    "reported_at",
    "updated_at",
    "tone",
    "public_text",
)


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One report as everybody may see it."""

    case_id: int
    reference: str
    status: str
    tone: str
    # The tone of the badge as the design system names it.
    badge: str
    is_open: bool
    title: str
    icon: str
    address: str
    district: str
    lon: float
    lat: float
    reported_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    text: str
    photo: UUID | None = None
    metres: int | None = None
    # By when the town wants to have done it, as long as that day is still to come.
    expected_at: datetime | None = None

    @property
    def place(self) -> str:
        """The address, with the district where the address does not name it."""
        if not self.district or self.district in self.address:
            return self.address
        return f"{self.address}, {self.district}" if self.address else self.district

    @property
    def near_title(self) -> str:
        if not self.metres:
            return _("Genau hier schon gemeldet:")
        return ngettext(
            "%(metres)d Meter weiter schon gemeldet:", "%(metres)d Meter weiter schon gemeldet:", self.metres
        ) % {"metres": self.metres}


@dataclass(frozen=True, slots=True)
class PublicPage:
    rows: list[PublicReport]
    next: str | None
    previous: str | None


def public_page(filters: Filters, cursor: str = "") -> PublicPage:
    """One page of the list, newest first or, where ``near`` is set, nearest first. At most five queries. Raises InvalidCursor."""
    if filters.near:
        return _nearest_page(filters, filters.near, cursor)
    if place_of(filters) is None:
        page = page_by_key(_promising(newest_first(filters)), ORDER, cursor, PAGE)
        return PublicPage(with_photos(_read(page.rows)), page.next, page.previous)
    keys = page_by_key(newest_first(filters).values_list(*_KEY, named=True), ORDER, cursor, PAGE)
    rows = _read(_promising(_in_order([row.case_id for row in keys.rows]))) if keys.rows else []
    return PublicPage(with_photos(rows), keys.next, keys.previous)


def first_rows(filters: Filters, limit: int) -> list[PublicReport]:
    """The beginning of the list without pages, at most NEAREST_LIMIT where it is sorted by distance. At most four queries."""
    if not filters.near:
        return with_photos(newest(filters, limit))
    metres = dict(nearest_of(filters, filters.near, min(limit, NEAREST_LIMIT)))
    rows = {row.case_id: row for row in rows_of(released().filter(pk__in=metres))}
    return with_photos([replace(rows[pk], metres=round(far)) for pk, far in metres.items() if pk in rows])


def newest(filters: Filters, limit: int) -> list[PublicReport]:
    """The newest that fit, wherever ``near`` is, without photos. At most three queries."""
    rows = newest_first(filters)
    if place_of(filters) is None:
        return rows_of(rows[:limit])
    return in_order(list(rows.values_list("pk", flat=True)[:limit]))


def in_order(pks: Sequence[int]) -> list[PublicReport]:
    """The rows of these, newest first. Many lie in a place: which of them are shown, an index says alone, and only those are read. One query."""
    return rows_of(_in_order(pks)) if pks else []


def _in_order(pks: Sequence[int]) -> QuerySet[Report]:
    return released().filter(pk__in=pks).order_by(*ORDER)


def newest_first(filters: Filters) -> QuerySet[Report]:
    """What fits, in the order of the list. Words that are found seldom are looked up before: read in order, the whole town would be searched."""
    rows = filtered(filters)
    if filters.text:
        found = list(rows.order_by().values_list("pk", flat=True)[: COUNT_LIMIT + 1])
        rows = rows if len(found) > COUNT_LIMIT else released().filter(pk__in=found)
    return rows.order_by(*ORDER)


def public_report(reference: str) -> PublicReport | None:
    """One report by its reference; nothing if it is not released, as if it did not exist."""
    row = released().filter(case__reference=reference).values_list(*FIELDS, named=True).first()
    return _read([row])[0] if row else None


def public_photos(case_id: int) -> list[PublicPhoto]:
    """The released photos of a released report."""
    photos = PublicPhoto.objects.filter(report_id=case_id, report__release=Release.RELEASED)
    return list(photos.select_related("file"))


def public_photo(reference: str, file_id: UUID) -> PublicPhoto | None:
    """The one way to the bytes of a public photo."""
    return (
        PublicPhoto.objects.filter(report__release=Release.RELEASED, report__case__reference=reference, file_id=file_id)
        .select_related("file")
        .first()
    )


def latest(limit: int) -> list[PublicReport]:
    """The newest released reports, for the start page; what was merged is shown by the report in which it goes on."""
    rows = released().exclude(case__status=DUPLICATE).order_by(*ORDER).values_list(*FIELDS, named=True)[:limit]
    return with_photos(_read(rows))


def rows_of(reports: QuerySet[Report]) -> list[PublicReport]:
    """The read models of a queryset that started from ``released()``."""
    return _read(reports.values_list(*FIELDS, named=True))


def with_photos(rows: list[PublicReport]) -> list[PublicReport]:
    """Add the first released photo of each report. One query."""
    firsts = first_photos(row.case_id for row in rows)
    return [replace(row, photo=firsts[row.case_id]) if row.case_id in firsts else row for row in rows]


def first_photos(case_ids: Iterable[int]) -> dict[int, UUID]:
    photos = PublicPhoto.objects.filter(report_id__in=list(case_ids)).order_by("-id")
    return dict(photos.values_list("report_id", "file_id"))


def _promising(reports: QuerySet[Report]) -> QuerySet[Any, Any]:
    """The fields of a row of the list, with the day until which it should be done, looked up for the rows of the page only."""
    promise = Deadline.objects.filter(case_id=OuterRef("pk"), kind=DeadlineKind.SETTLE, met_at=None).values("due_at")
    return reports.annotate(expected_at=Subquery(promise)).values_list(*FIELDS, "expected_at", named=True)


def _expected(row: Any, status: Status) -> datetime | None:
    """Nothing for what is over, rests, or should have been done already: the page of the report says more about that."""
    due_at: datetime | None = getattr(row, "expected_at", None)
    return due_at if due_at and due_at > clock.now() and not (status.closes or status.pauses) else None


def _read(rows: Iterable[Any]) -> list[PublicReport]:
    """Five hundred pins have a handful of statuses and kinds: each is put into words once."""
    state, title = cache(_state), cache(in_reader_language)
    return [_row(row, *state(row.case__status), title(row.category__name, row.category__name_en)) for row in rows]


def _state(key: str) -> tuple[Status, str]:
    status = WORKFLOW.status(key)
    return status, str(status.public_label)


def _row(row: Any, status: Status, label: str, title: str) -> PublicReport:
    return PublicReport(
        case_id=row.case_id,
        reference=row.case__reference,
        status=label,
        tone=row.tone,
        badge=status.badge,
        is_open=not status.closes,
        title=title,
        icon=row.category__icon or row.category__group__icon,
        address=row.address,
        district=row.district__name or "",
        lon=row.lon,
        lat=row.lat,
        reported_at=row.reported_at,
        updated_at=row.updated_at,
        closed_at=row.case__closed_at,
        text=row.public_text,
        expected_at=_expected(row, status),
    )


def _nearest_page(filters: Filters, near: tuple[float, float], cursor: str) -> PublicPage:
    """Pages cut from the nearest few, in metres."""
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 9 and int(cursor) < NEAREST_LIMIT else 0
    after, before = start + PAGE, max(start - PAGE, 0)
    found = nearest_of(filters, near, min(after + 1, NEAREST_LIMIT))
    metres = dict(found[start:after])
    rows = {row.case_id: row for row in _read(_promising(released().filter(pk__in=metres)))} if metres else {}
    shown = [replace(rows[pk], metres=round(far)) for pk, far in metres.items() if pk in rows]
    return PublicPage(
        with_photos(shown), str(after) if after < len(found) else None, str(before) if start > 0 else None
    )
