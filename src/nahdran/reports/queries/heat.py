# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where most was reported in a period: counts by cells of the grid that the map uses too. One query.

The counts kept ready (``queries.tallies``) know neither time nor unit, nor what is not public. So this reads the reports of the period, by their
time; what the statistics leave out (confidential, taken back) is left out here too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from nahdran.cases.enums import Confidentiality
from nahdran.reports.figures.periods import Period
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.tallies import FINEST, frame_of, level_of
from nahdran.reports.workflow import WITHDRAWN

# So many squares cover what is looked at, at most: fewer say nothing, more cannot be read.
_MOST = 260
_SHOWN = 500

_SQL = """
SELECT floor(r.lon * %(scale)s / 90.0)::int AS x, floor(r.lat * %(scale)s / 55.8)::int AS y, count(*), avg(r.lon), avg(r.lat)
FROM reports_report r JOIN cases_case c ON c.id = r.case_id
WHERE r.reported_at >= %(start)s AND r.reported_at < %(end)s AND c.confidentiality = %(normal)s AND c.status <> %(withdrawn)s
  AND (%(unit)s = 0 OR c.unit_id = %(unit)s) AND (%(district)s = 0 OR r.district_id = %(district)s)
  AND (%(everything)s OR r.category_id = ANY(%(kinds)s::bigint[]))
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %(shown)s
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell with its reports, and the mean of their positions."""

    count: int
    lon: float
    lat: float
    frame: Frame


@dataclass(frozen=True, slots=True)
class Wanted:
    """``categories`` None is all; 0 is every unit, and the whole town."""

    period: Period
    categories: Sequence[int] | None = None
    district: int = 0
    unit: int = 0


def hottest(wanted: Wanted, frame: Frame) -> list[Spot]:
    """The cells with reports, the fullest first; ``frame`` settles how large they are."""
    level = level_of(frame, FINEST, of_kinds=False, most=_MOST)
    values: dict[str, Any] = {
        "scale": 2**level,
        "start": _midnight(wanted.period.start),
        "end": _midnight(wanted.period.end),
        "normal": Confidentiality.NORMAL,
        "withdrawn": WITHDRAWN,
        "unit": wanted.unit,
        "district": wanted.district,
        "everything": wanted.categories is None,
        "kinds": list(wanted.categories or ()),
        "shown": _SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return [Spot(count, lon, lat, frame_of(x, y, level)) for x, y, count, lon, lat in cursor.fetchall()]


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())
