# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A released report as our own JSON: in the answers of /api/v1/ and in what webhooks bring."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from nahdran.reports.queries.interface import RequestData
from nahdran.reports.workflow import WORKFLOW


def as_json(data: RequestData) -> dict[str, Any]:
    status = WORKFLOW.status(data.status)
    return {
        "reference": data.reference,
        "url": settings.SITE_URL + reverse("reports:detail", kwargs={"reference": data.reference}),
        "category": {"key": data.service_code, "name": str(data.service_name)},
        "status": {"key": status.key, "label": str(status.public_label), "is_open": data.is_open},
        "place": {"lon": round(data.lon, 6), "lat": round(data.lat, 6), "address": data.address},
        "text": data.description,
        "unit": data.agency,
        "reported_at": data.requested_at,
        "updated_at": data.updated_at,
        "expected_at": data.expected_at,
        "photos": [{"url": _photo(data, file_id)} for file_id in data.photos],
    }


def _photo(data: RequestData, file_id: Any) -> str:
    path = reverse("open311:media", kwargs={"reference": data.reference, "file_id": file_id})
    return settings.SITE_URL + path
