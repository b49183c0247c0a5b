# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may see of the reports. Every read here starts from ``released()``, so nothing that is held can slip out.

Used by list, map, detail page, photo view, start page and the form's hint at equal reports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.cases.models import StatusChange
from nahdran.kit.paging import page_by_key
from nahdran.kit.text import fold
from nahdran.places.metric import distance_m
from nahdran.reports.enums import Release
from nahdran.reports.models import PublicPhoto, Report
from nahdran.reports.models.category import in_reader_language
from nahdran.reports.queries.geo import Frame, nearness, within
from nahdran.reports.workflow import WORKFLOW

OPEN, SETTLED, ALL = "offen", "erledigt", "alle"
STATES = (OPEN, SETTLED, ALL)
PAGE = 20
# Beyond this a page says "more than"; counting on would cost time and tell nobody anything.
COUNT_LIMIT = 1000
# The list by nearness ends here: who looks further wants another place, not page 50.
NEAREST_LIMIT = 200
_ORDER = ("-reported_at", "-case_id")
_FIELDS = (
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
    "tone",
    "public_text",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see. Each is empty by default; ``state`` is one of STATES."""

    state: str = OPEN
    group: str = ""
    category: str = ""
    district: str = ""
    text: str = ""
    frame: Frame | None = None
    near: tuple[float, float] | None = None

    @property
    def narrowed(self) -> bool:
        return bool(self.group or self.category or self.district or self.text or self.frame)


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One report as everybody may see it."""

    case_id: int
    reference: str
    status: str
    tone: str
    is_open: bool
    title: str
    icon: str
    address: str
    district: str
    lon: float
    lat: float
    reported_at: datetime
    closed_at: datetime | None
    text: str
    photo: UUID | None = None
    metres: int | None = None

    @property
    def place(self) -> str:
        """The address, with the district where the address does not name it."""
        if not self.district or self.district in self.address:
            return self.address
        return f"{self.address}, {self.district}" if self.address else self.district

    @property
    def badge(self) -> str:
        """The tone as the design system names it."""
        return "new" if self.tone == "neutral" else self.tone

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


def released() -> QuerySet[Report]:
    """The one gate to the public."""
    return Report.objects.filter(release=Release.RELEASED)


def filtered(filters: Filters) -> QuerySet[Report]:
    """The released reports that fit. Unknown names of groups, kinds or districts fit nothing."""
    rows = released()
    if filters.state != ALL:
        rows = rows.filter(is_open=filters.state == OPEN)
    if filters.category:
        rows = rows.filter(category__key=filters.category)
    elif filters.group:
        rows = rows.filter(category__group__key=filters.group)
    if filters.district:
        rows = rows.filter(district__slug=filters.district)
    if filters.text:
        rows = rows.filter(words=_search_words(filters.text))
    if filters.frame:
        rows = rows.filter(within(filters.frame))
    return rows


def public_page(filters: Filters, cursor: str = "") -> PublicPage:
    """One page of the list, newest first or, where ``near`` is set, nearest first. Two queries. Raises InvalidCursor."""
    if filters.near:
        return _nearest_page(filters, filters.near, cursor)
    page = page_by_key(filtered(filters).values_list(*_FIELDS, named=True), _ORDER, cursor, PAGE)
    return PublicPage(with_photos([_row(row) for row in page.rows]), page.next, page.previous)


def count_up_to(filters: Filters, limit: int = COUNT_LIMIT) -> int:
    """How many fit, counted no further than ``limit`` + 1."""
    return filtered(filters).order_by().values("pk")[: limit + 1].count()


def public_report(reference: str) -> PublicReport | None:
    """One report by its reference; nothing if it is not released, as if it did not exist."""
    row = released().filter(case__reference=reference).values_list(*_FIELDS, named=True).first()
    return _row(row) if row else None


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


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One step of the way of a report, in public words."""

    at: datetime
    label: str
    text: str
    tone: str

    @property
    def icon(self) -> str:
        return {"work": "st-work", "ask": "help", "done": "check-circle", "stop": "close"}.get(self.tone, "check")

    @property
    def dot(self) -> str:
        """The tones that a dot of the timeline knows."""
        return self.tone if self.tone in {"work", "ask", "done"} else ""


def public_steps(case_id: int) -> list[PublicStep]:
    """The status changes in the order they happened. Two changes with the same public word and no text are one step."""
    steps: list[PublicStep] = []
    for change in StatusChange.objects.filter(case_id=case_id).order_by("at", "id"):
        status = WORKFLOW.status(change.end)
        label = str(status.public_label)
        if steps and steps[-1].label == label and not change.public_text:
            continue
        steps.append(PublicStep(change.at, label, change.public_text, status.tone))
    return steps


def latest(limit: int) -> list[PublicReport]:
    """The newest released reports, for the start page."""
    rows = released().order_by(*_ORDER).values_list(*_FIELDS, named=True)[:limit]
    return with_photos([_row(row) for row in rows])


def rows_of(reports: QuerySet[Report]) -> list[PublicReport]:
    """The read models of a queryset that started from ``released()``."""
    return [_row(row) for row in reports.values_list(*_FIELDS, named=True)]


def with_photos(rows: list[PublicReport]) -> list[PublicReport]:
    """Add the first released photo of each report. One query."""
    firsts = first_photos(row.case_id for row in rows)
    return [replace(row, photo=firsts[row.case_id]) if row.case_id in firsts else row for row in rows]


def first_photos(case_ids: Iterable[int]) -> dict[int, UUID]:
    photos = PublicPhoto.objects.filter(report_id__in=list(case_ids)).order_by("-id")
    return dict(photos.values_list("report_id", "file_id"))


def _row(row: Any) -> PublicReport:
    status = WORKFLOW.status(row.case__status)
    return PublicReport(
        case_id=row.case_id,
        reference=row.case__reference,
        status=str(status.public_label),
        tone=row.tone,
        is_open=not status.closes,
        title=in_reader_language(row.category__name, row.category__name_en),
        icon=row.category__icon or row.category__group__icon,
        address=row.address,
        district=row.district__name or "",
        lon=row.lon,
        lat=row.lat,
        reported_at=row.reported_at,
        closed_at=row.case__closed_at,
        text=row.public_text,
    )


def _nearest_page(filters: Filters, near: tuple[float, float], cursor: str) -> PublicPage:
    """The index gives the nearest in degrees; among them metres decide. Pages are cut from these few."""
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 9 and int(cursor) < NEAREST_LIMIT else 0
    rows = filtered(filters).order_by(nearness(*near)).values_list(*_FIELDS, named=True)[: NEAREST_LIMIT * 3 // 2]
    found = [(distance_m(row.lon, row.lat, *near), row) for row in rows]
    found.sort(key=lambda pair: (pair[0], -pair[1].case_id))
    found = found[:NEAREST_LIMIT]
    shown = [replace(_row(row), metres=round(metres)) for metres, row in found[start : start + PAGE]]
    after, before = start + PAGE, max(start - PAGE, 0)
    return PublicPage(
        with_photos(shown), str(after) if after < len(found) else None, str(before) if start > 0 else None
    )


def _search_words(text: str) -> SearchQuery:
    """Every word must be found: as a German word in any of its forms, or as the beginning of a name ("haupts" finds Hauptstraße)."""
    query: Any = None
    for word in text.split()[:8]:
        start = "".join(sign for sign in fold(word) if sign.isascii() and sign.isalnum())
        one: Any = SearchQuery(word, config="german")
        if start:
            one = one | SearchQuery(f"{start}:*", config="simple", search_type="raw")
        query = one if query is None else query & one
    return query


def describe_count(count: int) -> str:
    """„mehr als 1.000“ instead of a number that nobody counted."""
    return (
        _("mehr als %(limit)s") % {"limit": f"{COUNT_LIMIT:,}".replace(",", ".")} if count > COUNT_LIMIT else str(count)
    )
