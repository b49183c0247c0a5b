# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/druck/: a choice for paper. A map drawn by the server with numbered pins, and the list with the same numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.kit import clock
from nahdran.reports.queries.counts import counts
from nahdran.reports.queries.public import first_rows
from nahdran.reports.views.citizen.asked import Asked
from nahdran.reports.views.citizen.choosing import heading
from nahdran.reports.views.citizen.picture import numbered
from nahdran.reports.views.citizen.words import choice_in_words

# What fits on two or three sheets and on one map.
_ROWS = 50
_PER_HOUR = 300


@require_safe
@throttled("reports.print", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def paper(request: HttpRequest) -> HttpResponse:
    asked = Asked(request)
    filters = asked.filters
    rows = first_rows(filters, _ROWS)
    counted = counts(filters)
    context = {
        "current_nav": "report",
        "rows": rows,
        "heading": heading(filters, counted),
        "choice": ", ".join(choice_in_words(filters)),
        "picture": numbered(rows, _("Karte mit den Nummern der Liste")),
        "is_cut": (counted.of(filters.state) or 0) > len(rows),
        "address": asked.address(karte="", nadeln=""),
        "printed_at": clock.now(),
    }
    return render(request, "reports/citizen/paper.html", context)
