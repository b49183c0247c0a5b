# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is reported around a place: for the citizen only what is public, for the desk everything."""

from dataclasses import dataclass, replace
from datetime import datetime

from nahdran.cases.enums import Confidentiality
from nahdran.places.metric import degrees_around, distance_m
from nahdran.reports.models import Report
from nahdran.reports.queries.geo import Frame, nearness, within
from nahdran.reports.queries.public import PublicReport, released, rows_of, with_photos
from nahdran.reports.rules import NEAR_M
from nahdran.reports.workflow import WORKFLOW

_CANDIDATES = 30
_DESK_M = 250


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A report near another one, for the desk."""

    reference: str
    title: str
    status: str
    tone: str
    at: datetime
    metres: int


def public_near(lon: float, lat: float, *, limit: int = 2) -> list[PublicReport]:
    """Open released reports within 100 m, nearest first, with their first photo. Two queries."""
    found = rows_of(
        released().filter(within(_around(lon, lat, NEAR_M)), is_open=True).order_by(nearness(lon, lat))[:_CANDIDATES]
    )
    measured = [replace(row, metres=round(distance_m(row.lon, row.lat, lon, lat))) for row in found]
    near = [row for row in measured if row.metres is not None and row.metres <= NEAR_M]
    return with_photos(sorted(near, key=lambda row: (row.metres, row.case_id))[:limit])


def reports_near(lon: float, lat: float, *, but: int, limit: int) -> list[Neighbour]:
    """All reports around, released or not, for those who work on them; never a confidential one. One query."""
    rows = (
        Report.objects.filter(within(_around(lon, lat, _DESK_M)))
        .filter(case__confidentiality=Confidentiality.NORMAL)
        .exclude(pk=but)
        .order_by(nearness(lon, lat))
        .values_list("lon", "lat", "case__reference", "case__title", "case__status", "reported_at")[:_CANDIDATES]
    )
    found = []
    for row_lon, row_lat, reference, title, status, at in rows:
        state = WORKFLOW.status(status)
        metres = round(distance_m(row_lon, row_lat, lon, lat))
        found.append(Neighbour(reference, title, str(state.label), state.tone, at, metres))
    return sorted((entry for entry in found if entry.metres <= _DESK_M), key=lambda entry: entry.metres)[:limit]


def _around(lon: float, lat: float, metres: float) -> Frame:
    over_lon, over_lat = degrees_around(lat, metres)
    return Frame(lon - over_lon, lat - over_lat, lon + over_lon, lat + over_lat)
