# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads for other programs: requests as they may see them. Whatever is public comes from ``released()``; besides that, the owner of a key
reads the status of what came by that key, and nothing that a person has written.

A constant number of queries for one request or a thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from nahdran.accounts.models import ApiKey
from nahdran.audit.models import Entry
from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Deadline, StatusChange, Submission
from nahdran.kit.language import in_reader_language
from nahdran.kit.paging import Page, page_by_key
from nahdran.org.queries import town
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, PublicPhoto, Question, ReceivedReport, Report
from nahdran.reports.queries.catalogue import catalogue
from nahdran.reports.queries.houses import House, houses_at
from nahdran.reports.queries.narrowing import Filters, filtered, released
from nahdran.reports.workflow import WORKFLOW

NEWEST = ("-reported_at", "-case_id")
OLDEST_CHANGE = ("updated_at", "case_id")
# What changes the list of services; the newest of these entries is its version.
_CATALOGUE_ACTIONS = ("reports.category", "reports.group", "reports.question", "reports.seeded")
_FIELDS = (
    "case_id",
    "case__reference",
    "case__status",
    "case__closed_at",
    "case__unit__name",
    "category_id",
    "category__key",
    "category__name",
    "category__name_en",
    "address",
    "district__name",
    "lon",
    "lat",
    "reported_at",
    "updated_at",
    "public_text",
    "answers",
    "release",
    "linked_asset__asset__number",
    "linked_asset__asset__layer__is_public",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of status as everybody may read it."""

    id: int
    at: datetime
    status: str
    label: str
    text: str
    closes: bool


@dataclass(frozen=True, kw_only=True)
class RequestData:
    """One request as another program may see it. ``is_public`` is false for one that only its own sender may follow."""

    reference: str
    is_open: bool
    status: str
    status_notes: str
    service_code: str
    service_name: str
    description: str
    agency: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    address: str
    house: House | None
    lon: float
    lat: float
    photos: Sequence[UUID] = ()
    is_public: bool = True
    steps: Sequence[Step] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    questions: Sequence[Question] = ()
    # The number on the lamp or bench it is about.
    asset: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks the list for, read and checked already. ``filters`` narrows as the public list does."""

    filters: Filters
    codes: Sequence[str] = ()
    start: datetime | None = None
    end: datetime | None = None
    changed_after: datetime | None = None
    changed_before: datetime | None = None
    first: int = 0
    count: int = 1000

    @property
    def by_change(self) -> bool:
        return self.changed_after is not None or self.changed_before is not None


def jurisdictions() -> list[str]:
    """The names under which this town may be asked, the proper one first."""
    host = (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")
    named = settings.JURISDICTION_ID.lower()
    derived = host if "." in host and not host.replace(".", "").isdigit() else f"{town().slug}.de"
    return list(dict.fromkeys(name for name in (named, derived, host) if name))


def catalogue_changed_at() -> datetime | None:
    """When the kinds, groups or questions were changed last."""
    newest = Entry.objects.filter(action__in=_CATALOGUE_ACTIONS).order_by("-at").values_list("at", flat=True)
    return newest.first()


def services() -> list[Category]:
    """The kinds that may be reported now, with their group and the questions asked today."""
    return _with_questions([category for group in catalogue() for category in group.categories])


def service(code: str) -> Category | None:
    """One of ``services()`` by its code."""
    kinds = [category for group in catalogue() for category in group.categories if category.key == code]
    return next(iter(_with_questions(kinds)), None)


def _with_questions(kinds: list[Category]) -> list[Category]:
    """The kinds with ``asked``, the questions of today. One query."""
    asked = Prefetch("questions", Question.objects.filter(is_active=True).order_by("position", "id"), to_attr="asked")
    prefetch_related_objects(kinds, asked)
    return kinds


def requests(wanted: Wanted, key: ApiKey | None) -> list[RequestData]:
    """One page of the released requests that fit and, with a key, of those that came by it."""
    order = OLDEST_CHANGE if wanted.by_change else NEWEST
    last = wanted.first + wanted.count
    public = _narrowed(filtered(wanted.filters), wanted).order_by(*order)
    if key is None or not _has_held(key):
        return _load(public.values_list(*_FIELDS, named=True)[wanted.first : last])
    own = _narrowed(_own(key, wanted.filters), wanted).order_by(*order)
    names = [name.lstrip("-") for name in order]
    rows = [*public.values_list(*names)[:last], *own.values_list(*names)[:last]]
    ids = [pk for _at, pk in sorted(rows, reverse=order is NEWEST)[wanted.first : last]]
    found = Report.objects.filter(pk__in=ids).order_by(*order)
    return _load(found.values_list(*_FIELDS, named=True))


def requests_page(filters: Filters, cursor: str, size: int) -> Page[Any]:
    """One page of the released requests by key, newest first. Raises InvalidCursor."""
    page = page_by_key(filtered(filters).values_list(*_FIELDS, named=True), NEWEST, cursor, size)
    return Page(_load(page.rows), page.next, page.previous)


def requests_by_reference(references: Iterable[str], key: ApiKey | None) -> list[RequestData]:
    """These requests, as far as they may be seen, newest first."""
    named = list(references)
    public = released().filter(case__reference__in=named)
    rows = list(public.order_by(*NEWEST).values_list(*_FIELDS, named=True))
    if key is not None:
        own = _own(key, Filters(state="alle")).filter(case__reference__in=named)
        rows += own.order_by(*NEWEST).values_list(*_FIELDS, named=True)
    return _load(rows)


def updates(start: datetime, end: datetime, key: ApiKey | None, count: int) -> list[tuple[str, Step]]:
    """Changes of status between two moments with the reference they belong to, the oldest first."""
    sets = [released().filter(updated_at__gte=start)]
    if key is not None and _has_held(key):
        sets.append(_own(key, Filters(state="alle")).filter(updated_at__gte=start))
    found: list[tuple[str, Step]] = []
    for reports in sets:
        changes = StatusChange.objects.filter(case_id__in=reports.values("pk"), at__gte=start, at__lte=end)
        rows = changes.exclude(start="").order_by("at", "id").select_related("case")[:count]
        found += [(change.case.reference, _step(change)) for change in rows]
    return sorted(found, key=lambda pair: (pair[1].at, pair[1].id))[:count]


def received_case(key: ApiKey, reference: str) -> int | None:
    """The case that came by this key under this reference."""
    rows = ReceivedReport.objects.filter(api_key=key, case__reference=reference)
    return rows.values_list("case_id", flat=True).first()


def reference_of_token(token: UUID) -> tuple[bool, str | None]:
    """Whether there is such a token, and the reference that came of it, if one has already."""
    row = ReceivedReport.objects.filter(token=token).select_related("case").first()
    if row is None:
        return False, None
    if row.case is not None:
        return True, row.case.reference
    opened = Submission.objects.filter(key=row.submission).select_related("case").first()
    return True, opened.case.reference if opened else None


def _narrowed(rows: QuerySet[Report], wanted: Wanted) -> QuerySet[Report]:
    if wanted.codes:
        # As ids, so that the planner knows how many rows it will meet.
        kinds = list(Category.objects.filter(key__in=wanted.codes).values_list("pk", flat=True))
        rows = rows.filter(category=kinds[0]) if len(kinds) == 1 else rows.filter(category__in=kinds)
    bounds = {
        "reported_at__gte": wanted.start,
        "reported_at__lte": wanted.end,
        "updated_at__gte": wanted.changed_after,
        "updated_at__lte": wanted.changed_before,
    }
    return rows.filter(**{name: value for name, value in bounds.items() if value is not None})


def _has_held(key: ApiKey) -> bool:
    """Whether anything came by this key that the public does not see. Most keys only read."""
    return ReceivedReport.objects.filter(api_key=key, case__isnull=False).exists()


def _own(key: ApiKey, filters: Filters) -> QuerySet[Report]:
    """What came by this key and is not public. It is narrowed by state only: texts and places of others cannot be asked for by it."""
    cases = ReceivedReport.objects.filter(api_key=key, case__isnull=False).values("case_id")
    rows = Report.objects.filter(pk__in=cases).exclude(release=Release.RELEASED)
    if filters.text or filters.frame or filters.near or filters.category or filters.district:
        return rows.none()
    return rows if filters.state == "alle" else rows.filter(is_open=filters.state == "offen")


def _load(rows: Iterable[Any]) -> list[RequestData]:
    """What belongs to these rows, with five further queries."""
    rows = list(rows)
    ids = [row.case_id for row in rows]
    shown = [row.case_id for row in rows if row.release == Release.RELEASED]
    steps = _steps(ids)
    due = dict(
        Deadline.objects.filter(case_id__in=ids, kind=DeadlineKind.SETTLE, met_at=None).values_list("case_id", "due_at")
    )
    photos: dict[int, list[UUID]] = {}
    for case_id, file_id in PublicPhoto.objects.filter(report_id__in=shown).values_list("report_id", "file_id"):
        photos.setdefault(case_id, []).append(file_id)
    questions = _questions({row.category_id for row in rows if row.answers})
    houses = houses_at([(row.case_id, row.lon, row.lat) for row in rows])
    return [
        _data(row, steps.get(row.case_id, []), due.get(row.case_id), photos.get(row.case_id, []), questions, houses)
        for row in rows
    ]


def _data(
    row: Any,
    steps: list[Step],
    due: datetime | None,
    photos: list[UUID],
    questions: dict[int, list[Question]],
    houses: dict[int, House],
) -> RequestData:
    status = WORKFLOW.status(row.case__status)
    is_public = row.release == Release.RELEASED
    # Answers become public with the text, when somebody has looked at them.
    told = row.answers if is_public and row.public_text else {}
    district = row.district__name or ""
    place = row.address if not district or district in row.address else f"{row.address}, {district}".strip(", ")
    return RequestData(
        reference=row.case__reference,
        is_open=not status.closes,
        status=status.key,
        status_notes=(steps[-1].text if steps else "") or str(status.public_label),
        service_code=row.category__key,
        service_name=in_reader_language(row.category__name, row.category__name_en),
        description=row.public_text if is_public else "",
        agency=row.case__unit__name,
        requested_at=row.reported_at,
        updated_at=row.case__closed_at if status.closes and row.case__closed_at else row.updated_at,
        expected_at=None if status.closes or status.pauses else due,
        address=place,
        house=houses.get(row.case_id),
        lon=row.lon,
        lat=row.lat,
        photos=photos,
        is_public=is_public,
        steps=steps,
        answers=told,
        asset=(row.linked_asset__asset__layer__is_public and row.linked_asset__asset__number) or "",
        questions=[question for question in questions.get(row.category_id, []) if question.key in told],
    )


def _steps(case_ids: list[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    for change in StatusChange.objects.filter(case_id__in=case_ids).order_by("case_id", "at", "id"):
        found.setdefault(change.case_id, []).append(_step(change))
    return found


def _step(change: StatusChange) -> Step:
    status = WORKFLOW.status(change.end)
    return Step(change.pk, change.at, change.end, str(status.public_label), change.public_text, status.closes)


def _questions(category_ids: set[int]) -> dict[int, list[Question]]:
    """The questions whose answers may be public."""
    found: dict[int, list[Question]] = {}
    rows = Question.objects.filter(category_id__in=category_ids, is_public=True).order_by("position", "id")
    for question in rows:
        found.setdefault(question.category_id, []).append(question)
    return found
