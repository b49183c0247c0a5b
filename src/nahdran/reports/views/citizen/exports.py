# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A choice as open data: CSV with the columns of GeoReport Bulk, and GeoJSON. Streamed, so a million reports need no memory."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.kit import clock
from nahdran.kit.language import reader_language
from nahdran.kit.paging import InvalidCursor
from nahdran.kit.sheet import csv_lines
from nahdran.reports.queries.export import OpenRecord, all_records, page_of_records
from nahdran.reports.views.citizen.asked import Asked, joined
from nahdran.reports.views.citizen.fresh import if_changed

_PER_HOUR = 60
_LARGEST_PAGE = 10_000
# https://www.open311.org/GeoReport/bulk; a report has no kind below its kind, so service_subtype stays empty.
_COLUMNS = (
    "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description", "status_notes", "source",
    "service_name", "service_subtype", "description", "agency_responsible", "address", "lat", "long",
)  # fmt: skip
_DIGITS = 6


@require_safe
@throttled("reports.export", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """Everything that fits, newest first."""

    def make() -> HttpResponseBase:
        lines = csv_lines(_COLUMNS, map(_row, all_records(Asked(request).filters)))
        response = StreamingHttpResponse(_in_language(lines), content_type="text/csv; charset=utf-8; header=present")
        response["Content-Disposition"] = f'attachment; filename="maengel-{clock.today():%Y-%m-%d}.csv"'
        return response

    return if_changed(request, make)


@require_safe
@throttled("reports.export", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def as_geojson(request: HttpRequest) -> HttpResponseBase:
    """Everything that fits as one collection; with ``anzahl`` a page of so many, and the address of the next in ``Link``."""
    size = request.GET.get("anzahl", "")
    paged = size.isascii() and size.isdecimal() and 0 < len(size) < 6 and int(size) > 0

    def make() -> HttpResponseBase:
        if paged:
            return _page(request, min(int(size), _LARGEST_PAGE))
        return StreamingHttpResponse(_in_language(_collection(request)), content_type="application/geo+json")

    return if_changed(request, make)


def _in_language(lines: Iterator[str]) -> Iterator[str]:
    """A stream is written when the request is over and its language is forgotten."""
    language = reader_language()

    def spoken() -> Iterator[str]:
        with override(language):
            yield from lines

    return spoken()


def _row(record: OpenRecord) -> tuple[object, ...]:
    updated = record.closed_at if not record.is_open and record.closed_at else record.updated_at
    return (
        record.reference,
        clock.local(record.reported_at).isoformat(timespec="seconds"),
        clock.local(updated).isoformat(timespec="seconds"),
        clock.local(record.closed_at).isoformat(timespec="seconds") if record.closed_at else "",
        record.status,
        record.notes or record.status,
        record.source,
        str(record.category),
        "",
        record.text,
        record.agency,
        _address(record),
        round(record.lat, _DIGITS),
        round(record.lon, _DIGITS),
    )


def _address(record: OpenRecord) -> str:
    named = not record.district or record.district in record.address
    return record.address if named else f"{record.address}, {record.district}".removeprefix(", ")


def _collection(request: HttpRequest) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":[\n'
    before = ""
    for record in all_records(Asked(request).filters):
        yield before + _text(_feature(record))
        before = ",\n"
    yield "\n]}\n"


def _page(request: HttpRequest, size: int) -> HttpResponse:
    asked = Asked(request)
    try:
        records, following = page_of_records(asked.filters, request.GET.get("seite", ""), size)
    except InvalidCursor:
        error = {"error": _("Diese Seite gibt es nicht. Beginnen Sie bei der ersten, ohne „seite“.")}
        return HttpResponse(_text(error), status=400, content_type="application/json")
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "numberReturned": len(records),
        "features": [_feature(record) for record in records],
    }
    response = HttpResponse(content_type="application/geo+json")
    if following:
        address = settings.SITE_URL + joined(
            request.path, {**asked.narrowing(), "anzahl": str(size), "seite": following}
        )
        collection["links"] = [{"rel": "next", "type": "application/geo+json", "href": address}]
        response["Link"] = f'<{address}>; rel="next"; type="application/geo+json"'
    response.write(_text(collection))
    return response


def _feature(record: OpenRecord) -> dict[str, Any]:
    page = f"{settings.SITE_URL}/maengel/{record.reference}/"
    return {
        "type": "Feature",
        "id": record.reference,
        "geometry": {"type": "Point", "coordinates": [round(record.lon, _DIGITS), round(record.lat, _DIGITS)]},
        "properties": {
            "title": record.category,
            "category": record.category_key,
            "group": record.group,
            "status": record.status,
            "open": record.is_open,
            "notes": record.notes,
            "description": record.text,
            "address": record.address,
            "district": record.district,
            "agency": record.agency,
            "reported": record.reported_at.isoformat(),
            "updated": record.updated_at.isoformat(),
            "closed": record.closed_at.isoformat() if record.closed_at else None,
            "url": page,
            "photo": f"{page}foto/{record.photo}/large/" if record.photo else None,
        },
    }


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
