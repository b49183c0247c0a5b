# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/statistik/: what is reported and what becomes of it, in figures, for everybody. Small numbers are taken out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.reports.figures.shield import SMALLEST
from nahdran.reports.queries.figures import Figures, Scope
from nahdran.reports.queries.filters import group_choices, group_name, names
from nahdran.reports.views import statistics

_PER_HOUR = 600


@require_safe
@throttled("reports.statistics", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def page(request: HttpRequest) -> HttpResponse:
    choice, figures = statistics.Choice.of(request), Figures()
    shown = statistics.sheet(choice, figures, is_public=True)
    context = {
        "current_nav": "report",
        "choice": choice,
        "sheet": shown,
        "months": shown.tables[0],
        "lines": shown.tables[1:],
        "columns": statistics.chart_of(shown.tables[0]),
        "after_columns": statistics.after_chart_of(shown.tables[0]),
        "after_series": [_("Wirklich erledigt, in Prozent")],
        "series": [_("Gemeldet"), _("Erledigt")],
        "periods": statistics.period_links(choice, figures.years(Scope()), with_quarters=False),
        "groups": _groups(choice),
        "group_name": group_name(choice.group),
        "group_links": {pk: choice.query(gruppe=key) for pk, key in names().group_keys.items()}
        if not choice.group
        else {},
        "smallest": SMALLEST,
        "made_at": figures.made_at,
        "csv": reverse("reports:statistics_csv") + choice.query(),
        "json": reverse("reports:statistics_json") + choice.query(),
    }
    return render(request, "reports/citizen/statistics.html", context)


def _groups(choice: statistics.Choice) -> list[dict[str, Any]]:
    every = {"label": _("Alle"), "href": choice.query(gruppe=""), "current": not choice.group}
    return [
        every,
        *(
            {"label": group.label, "href": choice.query(gruppe=group.key), "current": group.key == choice.group}
            for group in group_choices()
        ),
    ]


@require_safe
@throttled("reports.statistics", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def as_csv(request: HttpRequest) -> HttpResponseBase:
    choice, figures = statistics.Choice.of(request), Figures()
    return statistics.as_csv(choice, statistics.sheet(choice, figures, is_public=True))


@require_safe
@throttled("reports.statistics", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def as_json(request: HttpRequest) -> HttpResponseBase:
    choice, figures = statistics.Choice.of(request), Figures()
    return statistics.as_json_file(choice, statistics.sheet(choice, figures, is_public=True), figures)
