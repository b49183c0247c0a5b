# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of the statistics: lines by month, group, kind or district for a period, and what is open today.

What happened since the figures were made is counted here and added; first answers, and what people say after a closing, wait for the next night. Three queries for all
lines of a page that says first what it will show (``prepare``), whatever the number of reports.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from nahdran.cases.enums import Confidentiality, DeadlineKind
from nahdran.cases.models import Case, Deadline
from nahdran.cases.queries.together import together
from nahdran.kit import clock
from nahdran.reports.figures.numbers import AFTERCARE, Numbers, step_of
from nahdran.reports.figures.periods import Period
from nahdran.reports.models import Figure, FigureState, OpenFigure, Report
from nahdran.reports.workflow import WITHDRAWN

ALL, NO_DISTRICT = 0, -1
KIND = "report"
MONTH, GROUP, CATEGORY, DISTRICT, UNIT = "month", "group_id", "category_id", "district_id", "unit_id"
_DAY = 86_400
# Before the first night there is nothing to begin with.
_BEGINNING = datetime(1990, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at; 0 is everything. A unit goes with a group or with a district, not with both."""

    unit_id: int = ALL
    group_id: int = ALL
    district_id: int = ALL


Cells = dict[tuple[int, date], Numbers]


class Figures:
    """The figures as they stand now, for one page. What is new, and what is open, is read once."""

    def __init__(self) -> None:
        state = FigureState.objects.first()
        self.until: datetime = state.until if state else _BEGINNING
        self.made_at: datetime | None = state.made_at if state else None
        self._months: dict[Scope, dict[date, Numbers]] = {}
        self._rows: dict[tuple[str, Scope], list[Figure]] = {}

    def prepare(self, wanted: Iterable[tuple[str, Scope]], period: Period) -> None:
        """Read what a page will ask for in one query: dimensions with their scopes, for the period; with MONTH for all years. And what is open."""
        asked = [pair for pair in dict.fromkeys(wanted) if pair not in self._rows]
        rows = {str(number): _of_period(*pair, period).values() for number, pair in enumerate(asked)}
        found = together(open=OpenFigure.objects.values(), **rows)
        self._open = found["open"]
        self._rows |= {pair: found[str(number)] for number, pair in enumerate(asked)}

    def years(self, scope: Scope) -> list[int]:
        """The years of which there is something, and this one; the newest first."""
        return sorted({month.year for month in self.months(scope)} | {clock.today().year}, reverse=True)

    def months(self, scope: Scope) -> dict[date, Numbers]:
        """A line for each month of which there is something, of all years. Read once for each scope."""
        if scope not in self._months:
            self._months[scope] = self._read_months(scope)
        return self._months[scope]

    def _read_months(self, scope: Scope) -> dict[date, Numbers]:
        lines: dict[date, Numbers] = {}
        rows = self._rows.get((MONTH, scope))
        for row in _of(Figure.objects.all(), MONTH, scope) if rows is None else rows:
            lines[row.month] = _numbers(row)
        for event in self._new:
            if event.fits(scope):
                for month, line in event.happened(self.until):
                    lines.setdefault(month, Numbers()).add(line)
        return lines

    def by(self, dimension: str, scope: Scope, period: Period) -> Cells:
        """Lines by GROUP, CATEGORY (of the group in ``scope``), DISTRICT or UNIT, for each month of the period."""
        cells: Cells = {}
        rows = self._rows.get((dimension, scope))
        for row in _of_period(dimension, scope, period) if rows is None else rows:
            cells[getattr(row, dimension), row.month] = _numbers(row)
        for event in self._new:
            if event.fits(scope):
                for month, line in event.happened(self.until):
                    if period.start <= month < period.end:
                        cells.setdefault((event.key(dimension), month), Numbers()).add(line)
        return cells

    def open_by(self, dimension: str, scope: Scope) -> dict[int, Numbers]:
        """What is open now; with MONTH as dimension one line under 0 for all of it."""
        lines: dict[int, Numbers] = {}
        for row in self._open:
            if _tells_apart(row, dimension, scope):
                ages = Counter(dict(zip(row.age_days, row.age_counts, strict=True)))
                key = ALL if dimension == MONTH else getattr(row, dimension)
                lines[key] = Numbers(open=row.n, late=row.late, ages=ages)
        for event in self._new:
            if event.fits(scope):
                key = ALL if dimension == MONTH else event.key(dimension)
                event.change_open(lines.setdefault(key, Numbers()), self.until)
        return lines

    @cached_property
    def _open(self) -> list[OpenFigure]:
        return list(OpenFigure.objects.all())

    @cached_property
    def _new(self) -> "list[_Event]":
        """Reports that came or were settled since the figures were made. One query."""
        fields = ("case__unit_id", "category__group_id", "category_id", "district_id", "reported_at", "case__closed_at")
        rows = (
            Report.objects.filter(case__confidentiality=Confidentiality.NORMAL)
            .exclude(case__status=WITHDRAWN)
            .filter(pk__in=_since(self.until))
            .annotate(settle_due_at=_due())
            .values_list(*fields, "settle_due_at")
        )
        return [_Event(*row) for row in rows]


def years_counted(scope: Scope) -> list[int]:
    """The years that the nights have counted, and this one; the newest first. One query, for pages that need nothing else of the figures."""
    months = _of(Figure.objects.all(), MONTH, scope).values_list("month", flat=True)
    return sorted({month.year for month in months} | {clock.today().year}, reverse=True)


def _since(until: datetime) -> Any:
    """Two look-ups, each by its own index; joined by "or" the database would read the whole table."""
    came = Report.objects.filter(reported_at__gte=until).values_list("pk")
    went = Case.objects.filter(kind=KIND, closed_at__gte=until).values_list("pk")
    return came.union(went)


def _due() -> Any:
    rows = Deadline.objects.filter(case_id=OuterRef("pk"), kind=DeadlineKind.SETTLE)
    return Subquery(rows.values("due_at")[:1])


def _wanted(dimension: str, scope: Scope) -> dict[str, int]:
    wanted = {UNIT: scope.unit_id, GROUP: scope.group_id, CATEGORY: ALL, DISTRICT: scope.district_id}
    return {name: value for name, value in wanted.items() if name != dimension}


def _of(rows: QuerySet[Any], dimension: str, scope: Scope) -> QuerySet[Any]:
    """The rows in which exactly what is asked for is told apart."""
    rows = rows.filter(**_wanted(dimension, scope))
    return rows if dimension == MONTH else rows.exclude(**{dimension: ALL})


def _of_period(dimension: str, scope: Scope, period: Period) -> QuerySet[Any]:
    """The same within a period; months are wanted for all years."""
    rows = Figure.objects.all()
    return _of(
        rows if dimension == MONTH else rows.filter(month__gte=period.start, month__lt=period.end), dimension, scope
    )


def _tells_apart(row: OpenFigure, dimension: str, scope: Scope) -> bool:
    """The same for a row that is at hand."""
    fits = all(getattr(row, name) == value for name, value in _wanted(dimension, scope).items())
    return fits and (dimension == MONTH or getattr(row, dimension) != ALL)


def _numbers(row: Figure) -> Numbers:
    return Numbers(
        reported=row.reported,
        answered=row.answered,
        answered_in_time=row.answered_in_time,
        settled=row.settled,
        settled_in_time=row.settled_in_time,
        **{name: getattr(row, name) for name in AFTERCARE},
        answers=Counter(dict(zip(row.answer_days, row.answer_counts, strict=True))),
        settles=Counter(dict(zip(row.settle_days, row.settle_counts, strict=True))),
    )


@dataclass(frozen=True, slots=True)
class _Event:
    """A report that came or was settled since the figures were made."""

    unit_id: int
    group_id: int
    category_id: int
    district_id: int | None
    reported: datetime
    closed: datetime | None
    due: datetime | None

    def key(self, dimension: str) -> int:
        value = getattr(self, dimension)
        return NO_DISTRICT if value is None else int(value)

    def fits(self, scope: Scope) -> bool:
        wanted = {UNIT: scope.unit_id, GROUP: scope.group_id, DISTRICT: scope.district_id}
        return all(not value or self.key(name) == value for name, value in wanted.items())

    def happened(self, until: datetime) -> Iterable[tuple[date, Numbers]]:
        """What of it belongs to the time since, with its month."""
        if self.reported >= until:
            yield _month(self.reported), Numbers(reported=1)
        if self.closed and self.closed >= until:
            kept = int(self.due is not None and self.closed <= self.due)
            step = step_of((self.closed - self.reported).total_seconds() / _DAY)
            yield _month(self.closed), Numbers(settled=1, settled_in_time=kept, settles=Counter({step: 1}))

    def change_open(self, line: Numbers, until: datetime) -> None:
        now = clock.now()
        if self.reported >= until:
            if self.closed is None:
                line.add(Numbers(open=1, ages=Counter({step_of((now - self.reported).total_seconds() / _DAY): 1})))
        elif self.closed and self.closed >= until:
            line.open -= 1
            line.late -= int(self.due is not None and self.due < until)
            line.ages[step_of((until - self.reported).total_seconds() / _DAY)] -= 1


def _month(at: datetime) -> date:
    return clock.local(at).date().replace(day=1)
