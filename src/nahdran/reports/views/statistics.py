# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the two pages of the statistics share: the choice in the address, the sheet of figures, and the files with the same. No request decides rights here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from nahdran.kit import clock
from nahdran.kit.sheet import csv_lines
from nahdran.kit.text import clean_line
from nahdran.reports.figures.numbers import Numbers
from nahdran.reports.figures.periods import Period
from nahdran.reports.queries.figures import CATEGORY, DISTRICT, GROUP, MONTH, UNIT, Figures, Scope
from nahdran.reports.queries.filters import Names, names
from nahdran.reports.tables import (
    COLUMNS,
    Sheet,
    Table,
    after_figures,
    as_json,
    file_rows,
    key_figures,
    lines_table,
    months_table,
)

_LONGEST = 60
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at. Without a period in the address it is the running year."""

    period: Period
    group: str = ""
    district: str = ""
    unit: int = 0

    @classmethod
    def of(cls, request: HttpRequest, *, units: Mapping[int, str] | None = None) -> "Choice":
        """``units`` are those that the reader may see; the public passes none and gets none."""
        period = Period.parse(request.GET.get("zeit", "")) or Period.year(clock.today())
        group, district = (clean_line(request.GET.get(name, ""))[:_LONGEST] for name in ("gruppe", "ortsteil"))
        known, asked = names(), request.GET.get("einheit", "")
        unit = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < _LONGEST else 0
        return cls(
            period,
            group if group in known.group_ids else "",
            district if district in known.district_ids and units is not None else "",
            unit if units and unit in units else 0,
        )

    def parameters(self, **changed: str) -> dict[str, str]:
        now = {
            "zeit": self.period.key,
            "gruppe": self.group,
            "ortsteil": self.district,
            "einheit": str(self.unit or ""),
        }
        return {name: value for name, value in {**now, **changed}.items() if value}

    def query(self, **changed: str) -> str:
        return f"?{urlencode(self.parameters(**changed))}"


def sheet(choice: Choice, figures: Figures, *, is_public: bool, units: Mapping[int, str] | None = None) -> Sheet:
    """All figures of the page. The public sees no unit and no number below five."""
    known, period = names(), choice.period
    everything = Scope(unit_id=choice.unit)
    narrowed = everything if is_public else _scope(choice, known)
    # What may be shown of a month depends on the other months of its year.
    asked = Period.year(period.start) if is_public else period
    dimensions = [
        (_scope(choice, known, but=row[0]), *row) for row in _dimensions(choice, known, units, is_public=is_public)
    ]
    figures.prepare(
        [
            (MONTH, everything),
            (MONTH, narrowed),
            *((dimension, scope) for scope, dimension, _name, _labels in dimensions),
        ],
        asked,
    )
    months = figures.months(narrowed)
    open_now = figures.open_by(MONTH, narrowed).get(0, Numbers())
    tables = [months_table(months, period, is_public=is_public)]
    for scope, dimension, name, labels in dimensions:
        cells, open_lines = figures.by(dimension, scope, asked), figures.open_by(dimension, scope)
        if dimension == CATEGORY:
            cells = {cell: line for cell, line in cells.items() if known.group_of.get(cell[0]) == choice.group}
            open_lines = {key: line for key, line in open_lines.items() if known.group_of.get(key) == choice.group}
        table = lines_table(
            name,
            dimension.removesuffix("_id"),
            cells,
            open_lines,
            labels,
            period,
            is_public=is_public,
        )
        tables.append(table)
    return Sheet(
        period,
        key_figures(months, open_now, period, is_public=is_public),
        tables,
        after_figures(months, period, is_public=is_public),
    )


def _scope(choice: Choice, known: Names, but: str = "") -> Scope:
    group = known.group_ids.get(choice.group, 0) if but != GROUP else 0
    # A unit goes with one of the two; its page offers no more.
    district = known.district_ids.get(choice.district, 0) if but not in {DISTRICT, CATEGORY} else 0
    return Scope(choice.unit, group, 0 if choice.unit and group else district)


def _dimensions(
    choice: Choice, known: Names, units: Mapping[int, str] | None, *, is_public: bool
) -> Iterator[tuple[str, str, Mapping[int, str]]]:
    group = known.groups.get(known.group_ids.get(choice.group, 0), "")
    if choice.group and not choice.unit and not choice.district:
        yield CATEGORY, _("%(group)s, nach Art") % {"group": group}, known.categories
    elif not choice.group:
        yield GROUP, _("Nach Gruppe"), known.groups
    # In public the lines of a group by district would tell by subtraction what is hidden elsewhere.
    if not (is_public and choice.group) and not (choice.unit and choice.group):
        yield DISTRICT, _("Nach Ortsteil"), known.districts
    if units is not None and not choice.unit and not (choice.group and choice.district):
        yield UNIT, _("Nach Einheit"), units


def period_links(choice: Choice, years: list[int], *, with_quarters: bool) -> dict[str, list[dict[str, Any]]]:
    """Years, quarters and months as links; only what has begun."""
    today, year = clock.today(), choice.period.start.year
    found = {"years": [Period(date(number, 1, 1), 12) for number in years]}
    if with_quarters:
        quarters = (Period(date(year, 3 * number + 1, 1), 3) for number in range(_QUARTERS))
        found["quarters"] = [quarter for quarter in quarters if quarter.start <= today]
    found["months"] = [Period(month, 1) for month in Period(date(year, 1, 1), 12).each_month() if month <= today]
    return {
        name: [
            {"label": period.name, "href": choice.query(zeit=period.key), "current": period == choice.period}
            for period in periods
        ]
        for name, periods in found.items()
    }


def chart_of(table: Table) -> list[dict[str, Any]]:
    """The months as columns."""
    return [
        {"label": _short(line.label), "values": [line.reported, line.settled], "current": line.current}
        for line in table.lines
    ]


def after_chart_of(table: Table) -> list[dict[str, Any]]:
    """The share that found it really settled, month by month, in percent; a gap where there is nothing to show."""
    return [
        {
            "label": _short(line.label),
            "values": [None if line.confirmed is None else round(line.confirmed * 100)],
            "current": line.current,
        }
        for line in table.lines
    ]


def _short(month: str) -> str:
    return month[:3]


def as_csv(choice: Choice, shown: Sheet) -> HttpResponse:
    lines = csv_lines(["table", "key", "label", *COLUMNS], file_rows(shown.tables))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="maengel-statistik-{choice.period.key}.csv"'
    return response


def as_json_file(choice: Choice, shown: Sheet, figures: Figures) -> JsonResponse:
    document = {
        "period": choice.period.key,
        "from": choice.period.start.isoformat(),
        "until": choice.period.end.isoformat(),
        "made": figures.made_at.isoformat() if figures.made_at else None,
        "group": choice.group or None,
        "figures": [{"label": str(one.label), "value": one.value} for one in shown.key_figures],
        "tables": as_json(shown.tables),
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
