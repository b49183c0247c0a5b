# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reads of the sandbox: the same shapes as the real ones, from a small store of its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nahdran.reports.api.open311.wire import Tree
from nahdran.reports.models import SandboxRequest
from nahdran.reports.queries.geo import within, within_metres
from nahdran.reports.queries.houses import houses_at
from nahdran.reports.queries.interface import RequestData, Wanted
from nahdran.reports.queries.narrowing import ALL, OPEN
from nahdran.reports.workflow import DONE, NEW


def requests(wanted: Wanted) -> list[RequestData]:
    rows = SandboxRequest.objects.all()
    filters = wanted.filters
    if filters.state != ALL:
        rows = rows.filter(is_open=filters.state == OPEN)
    if wanted.codes:
        rows = rows.filter(category__key__in=wanted.codes)
    if filters.frame:
        rows = rows.filter(within(filters.frame))
    if filters.near and filters.metres:
        rows = rows.filter(within_metres(*filters.near, filters.metres))
    if filters.text:
        rows = rows.filter(description__icontains=filters.text)
    order = ("updated_at", "id") if wanted.by_change else ("-requested_at", "-id")
    return _load(_timed(rows, wanted).order_by(*order)[wanted.first : wanted.first + wanted.count])


def by_reference(references: Sequence[str]) -> list[RequestData]:
    numbers = [number for number in map(_number, references) if number is not None]
    return _load(SandboxRequest.objects.filter(pk__in=numbers).order_by("-requested_at", "-id"))


def row_of(reference: str) -> SandboxRequest | None:
    number = _number(reference)
    return SandboxRequest.objects.filter(pk=number).first() if number else None


def reference_of_token(token: UUID) -> tuple[bool, str | None]:
    """In the sandbox everybody confirms at once."""
    row = SandboxRequest.objects.filter(token=token).first()
    return row is not None, row.reference if row else None


def updates(start: datetime, end: datetime) -> list[Tree]:
    found = []
    for row in SandboxRequest.objects.filter(updated_at__gte=start).order_by("updated_at", "id"):
        found += [_update(row, entry) for entry in row.updates if start <= datetime.fromisoformat(entry["at"]) <= end]
    return sorted(found, key=lambda entry: str(entry["updated_datetime"]))


def _number(reference: str) -> int | None:
    digits = reference.upper().removeprefix("TEST-")
    return (
        int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 12 and digits != reference else None
    )


def _timed(rows: QuerySet[SandboxRequest], wanted: Wanted) -> QuerySet[SandboxRequest]:
    bounds = {
        "requested_at__gte": wanted.start,
        "requested_at__lte": wanted.end,
        "updated_at__gte": wanted.changed_after,
        "updated_at__lte": wanted.changed_before,
    }
    return rows.filter(**{name: value for name, value in bounds.items() if value is not None})


def _load(rows: Iterable[SandboxRequest]) -> list[RequestData]:
    found: list[Any] = list(rows.select_related("category") if isinstance(rows, QuerySet) else rows)
    houses = houses_at([(row.pk, row.lon, row.lat) for row in found])
    return [
        RequestData(
            reference=row.reference,
            is_open=row.is_open,
            status=NEW if row.is_open else DONE,
            status_notes=row.updates[-1]["text"] if row.updates else _("Sandkasten: Niemand bearbeitet das."),
            service_code=row.category.key,
            service_name=row.category.label,
            description=row.description,
            agency="",
            requested_at=row.requested_at,
            updated_at=row.updated_at,
            expected_at=None,
            address=row.address,
            house=houses.get(row.pk),
            lon=row.lon,
            lat=row.lat,
        )
        for row in found
    ]


def _update(row: SandboxRequest, entry: dict[str, Any]) -> Tree:
    return {
        "update_id": entry["id"],
        "service_request_id": row.reference,
        "status": entry["status"],
        "updated_datetime": datetime.fromisoformat(entry["at"]),
        "description": entry["text"],
        "media_url": None,
        "external_status_code": None,
    }
