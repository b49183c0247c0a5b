# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is reported around a place: for the citizen only what is public, for the desk everything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from nahdran.cases.enums import Confidentiality, LinkKind
from nahdran.cases.models import CaseLink
from nahdran.cases.queries.together import together
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
    """Open released reports within 100 m, nearest first, with their first photo. Three queries."""
    around = released().filter(within(_around(lon, lat, NEAR_M)), is_open=True).order_by(nearness(lon, lat))
    found = around.values_list("pk", "lon", "lat")[:_CANDIDATES]
    measured = sorted((round(distance_m(x, y, lon, lat)), pk) for pk, x, y in found)
    metres = {pk: far for far, pk in measured[:limit] if far <= NEAR_M}
    rows = rows_of(released().filter(pk__in=metres)) if metres else []
    near = [replace(row, metres=metres[row.case_id]) for row in rows]
    return with_photos(sorted(near, key=lambda row: (row.metres, row.case_id)))


def reports_near(lon: float, lat: float, *, but: int, limit: int) -> list[Neighbour]:
    """All reports around, released or not, for those who work on them; never a confidential one. One query."""
    return neighbours_of(together(near=near_set(lon, lat, but=but))["near"], lon, lat, limit=limit)


def near_set(lon: float, lat: float, *, but: int) -> QuerySet[Report, Any]:
    """The candidates for ``neighbours_of``, to be read ``together`` with other things."""
    split = CaseLink.objects.filter(kind=LinkKind.SPLIT)
    return (
        Report.objects.filter(within(_around(lon, lat, _DESK_M)))
        .filter(case__confidentiality=Confidentiality.NORMAL)
        .exclude(pk=but)
        # The whole of a part and its other parts stand on the page already, and all lie at the same place.
        .exclude(pk__in=split.filter(other=but).values("case_id"))
        .exclude(pk__in=split.filter(case=but).values("other_id"))
        .exclude(pk__in=split.filter(other__in=split.filter(case=but).values("other_id")).values("case_id"))
        .order_by(nearness(lon, lat))
        .values("case_id", "lon", "lat", "case__reference", "case__title", "case__status", "reported_at")[:_CANDIDATES]
    )


def neighbours_of(rows: Iterable[Report], lon: float, lat: float, *, limit: int) -> list[Neighbour]:
    """The nearest of the candidates, in metres."""
    found = []
    for row in rows:
        state = WORKFLOW.status(row.case.status)
        metres = round(distance_m(row.lon, row.lat, lon, lat))
        found.append(
            Neighbour(row.case.reference, row.case.title, str(state.label), state.tone, row.reported_at, metres)
        )
    return sorted((entry for entry in found if entry.metres <= _DESK_M), key=lambda entry: entry.metres)[:limit]


def _around(lon: float, lat: float, metres: float) -> Frame:
    over_lon, over_lat = degrees_around(lat, metres)
    return Frame(lon - over_lon, lat - over_lat, lon + over_lon, lat + over_lat)
