# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/maengel/statistik/: the same figures for those who work with them: with units, and nothing hidden.

Whoever holds the right in single units sees these units alone, never the whole town.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import units_with_right
from nahdran.org.models import Unit
from nahdran.reports.queries.figures import Figures, Scope
from nahdran.reports.queries.filters import Names, names
from nahdran.reports.rules import STATISTICS
from nahdran.reports.views import statistics


@staff_required(STATISTICS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    choice, units, is_whole_town = choice_of(request)
    known, figures = names(), Figures()
    shown = statistics.sheet(choice, figures, is_public=False, units=units)
    context = {
        "current_desk": "report_statistics",
        "choice": choice,
        "sheet": shown,
        "months": shown.tables[0],
        "lines": shown.tables[1:],
        "columns": statistics.chart_of(shown.tables[0]),
        "after_columns": statistics.after_chart_of(shown.tables[0]),
        "after_series": [_("Wirklich erledigt, in Prozent")],
        "series": [_("Gemeldet"), _("Erledigt")],
        **chips(choice, units, known, is_whole_town=is_whole_town, years=figures.years(Scope(choice.unit))),
        "heat": reverse("reports_staff:heat") + choice.query(),
        "made_at": figures.made_at,
        "csv": reverse("reports_staff:statistics_csv") + choice.query(),
        "json": reverse("reports_staff:statistics_json") + choice.query(),
    }
    return render(request, "reports/staff/statistics.html", context)


def chips(
    choice: statistics.Choice,
    units: dict[int, str],
    known: Names,
    *,
    is_whole_town: bool,
    years: list[int],
) -> dict[str, Any]:
    """What the row of choices needs (``statistics_chips.html``), on each page about figures."""
    return {
        "periods": statistics.period_links(choice, years, with_quarters=True),
        "units": _units(choice, units, is_whole_town=is_whole_town),
        "unit_name": units.get(choice.unit, ""),
        "groups": _links(choice, "gruppe", choice.group, known.group_choices),
        "group_name": _label(choice.group, known.group_choices),
        "districts": _links(choice, "ortsteil", choice.district, known.district_choices),
        "district_name": _label(choice.district, known.district_choices),
    }


def choice_of(request: HttpRequest) -> tuple[statistics.Choice, dict[int, str], bool]:
    """What is asked for, within what this person may see."""
    allowed = units_with_right(request.user, STATISTICS)
    is_whole_town = not isinstance(allowed, set)
    rows = Unit.objects.order_by("name")
    if isinstance(allowed, set):
        rows = rows.filter(pk__in=allowed)
    units = dict(rows.values_list("pk", "name"))
    choice = statistics.Choice.of(request, units=units)
    if not is_whole_town and not choice.unit:
        if not units:
            raise Http404
        choice = statistics.Choice(choice.period, choice.group, choice.district, next(iter(units)))
    return choice, units, is_whole_town


def _units(choice: statistics.Choice, units: dict[int, str], *, is_whole_town: bool) -> list[dict[str, Any]]:
    every = {"label": _("Ganze Stadt"), "href": choice.query(einheit=""), "current": not choice.unit}
    found = [
        {"label": name, "href": choice.query(einheit=str(pk)), "current": pk == choice.unit}
        for pk, name in units.items()
    ]
    return [every, *found] if is_whole_town else found


def _label(key: str, found: list[Any]) -> str:
    return next((one.label for one in found if one.key == key), "")


def _links(choice: statistics.Choice, name: str, current: str, found: list[Any]) -> list[dict[str, Any]]:
    # A unit goes with a group or with a district; another choice takes the other one back.
    other = {"gruppe": "ortsteil", "ortsteil": "gruppe"}[name]
    also = {other: ""} if choice.unit else {}
    every = {"label": _("Alle"), "href": choice.query(**{name: "", **also}), "current": not current}
    return [
        every,
        *(
            {"label": one.label, "href": choice.query(**{name: one.key, **also}), "current": one.key == current}
            for one in found
        ),
    ]


@staff_required(STATISTICS)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    choice, units, _is_whole_town = choice_of(request)
    return statistics.as_csv(choice, statistics.sheet(choice, Figures(), is_public=False, units=units))


@staff_required(STATISTICS)
@require_safe
def as_json(request: HttpRequest) -> HttpResponseBase:
    choice, units, _is_whole_town = choice_of(request)
    figures = Figures()
    return statistics.as_json_file(choice, statistics.sheet(choice, figures, is_public=False, units=units), figures)
