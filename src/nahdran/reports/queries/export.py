# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Released reports as open data, in portions: however many there are, only one portion is in memory, and nothing waits for the last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nahdran.cases.enums import Channel
from nahdran.cases.models import StatusChange
from nahdran.kit.language import in_reader_language
from nahdran.kit.paging import page_by_key
from nahdran.reports.queries.public import ORDER, Filters, filtered, first_photos
from nahdran.reports.workflow import WORKFLOW

PORTION = 1000
_FIELDS = (
    "case_id",
    "case__reference",
    "case__status",
    "case__closed_at",
    "case__channel",
    "case__unit__name",
    "category__key",
    "category__name",
    "category__name_en",
    "category__group__name",
    "category__group__name_en",
    "address",
    "district__name",
    "lon",
    "lat",
    "reported_at",
    "updated_at",
    "public_text",
)


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """What the town gives away of one report. Never anything about the person who sent it."""

    reference: str
    status: str
    is_open: bool
    notes: str
    source: str
    agency: str
    category_key: str
    category: str
    group: str
    text: str
    address: str
    district: str
    lon: float
    lat: float
    reported_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    photo: UUID | None


def page_of_records(filters: Filters, cursor: str, size: int) -> tuple[list[OpenRecord], str | None]:
    """The newest first, and the cursor of the portion behind. Three queries. Raises InvalidCursor."""
    page = page_by_key(filtered(filters).values_list(*_FIELDS, named=True), ORDER, cursor, size)
    rows: list[Any] = list(page.rows)
    ids = [row.case_id for row in rows]
    notes, photos = _notes(ids), first_photos(ids)
    return [_record(row, notes.get(row.case_id, ""), photos.get(row.case_id)) for row in rows], page.next


def all_records(filters: Filters) -> Iterator[OpenRecord]:
    """Every one that fits, read as it is asked for."""
    cursor: str | None = ""
    while cursor is not None:
        records, cursor = page_of_records(filters, cursor, PORTION)
        yield from records


def _notes(case_ids: list[int]) -> dict[int, str]:
    """The last public words of each case."""
    changes = StatusChange.objects.filter(case_id__in=case_ids).exclude(public_text="")
    rows = changes.order_by("case_id", "-at", "-id").distinct("case_id")
    return dict(rows.values_list("case_id", "public_text"))


def _record(row: Any, notes: str, photo: UUID | None) -> OpenRecord:
    status = WORKFLOW.status(row.case__status)
    return OpenRecord(
        reference=row.case__reference,
        status=str(status.public_label),
        is_open=not status.closes,
        notes=notes,
        source=str(Channel(row.case__channel).label),
        agency=row.case__unit__name,
        category_key=row.category__key,
        category=in_reader_language(row.category__name, row.category__name_en),
        group=in_reader_language(row.category__group__name, row.category__group__name_en),
        text=row.public_text,
        address=row.address,
        district=row.district__name or "",
        lon=row.lon,
        lat=row.lat,
        reported_at=row.reported_at,
        updated_at=row.updated_at,
        closed_at=row.case__closed_at,
        photo=photo,
    )
