# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/protokoll/: searching the log and taking a copy of the search, which is logged itself.

This app lies below ``accounts``, so it asks for its right by Django's own ``has_perm``, which the backend of ``accounts`` answers.
"""

import csv
from collections.abc import Iterator
from itertools import islice

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nahdran.audit import operations, queries
from nahdran.audit.actions import EXPORTED
from nahdran.audit.forms import SearchForm
from nahdran.audit.tables import Line, lines
from nahdran.kit.clock import now
from nahdran.kit.paging import InvalidCursor, page_by_key

may_read = permission_required("audit.read", raise_exception=True)
# Signs with which a spreadsheet would start to calculate.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# So many lines of the export are put into words together.
AT_ONCE = 500


@never_cache
@may_read
def log(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    wanted = form.as_search() if form.is_bound and form.is_valid() else queries.Search()
    try:
        page = page_by_key(queries.search(wanted), queries.ORDER, request.GET.get("seite", ""), size=50)
    except InvalidCursor:
        return redirect("audit_staff:log")
    context = {
        "form": form,
        "page": page,
        "lines": lines(page.rows),
        "wanted": {name: request.GET.get(name, "") for name in form.fields},
        "end": queries.end_of_chain(operations.FIRST_HASH),
        "unsealed": queries.unsealed().count(),
        "current_desk": "audit",
    }
    return render(
        request, "audit/staff/log.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )


@may_read
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The search as a CSV file, streamed. What was asked for stands in the log before the first line leaves."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("audit_staff:log")
    wanted = form.as_search()
    narrowed = {key: str(value) for key, value in form.cleaned_data.items() if value}
    operations.record(action=EXPORTED, actor=request.user, data={"search": narrowed})
    response = StreamingHttpResponse(_csv(wanted), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="protokoll-{now():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "no-store"
    return response


class _Echo:
    """A file that hands each line straight on."""

    def write(self, value: str) -> str:
        return value


def _csv(wanted: queries.Search) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    head = [
        _("Zeitpunkt"),
        _("Aktion"),
        _("Person"),
        _("Art"),
        _("Kennung"),
        _("Gegenstand"),
        _("Angaben"),
        _("Position"),
        _("Prüfsumme"),
    ]
    yield "\ufeff" + writer.writerow(head)  # the mark tells a spreadsheet that this is UTF-8
    entries = queries.search(wanted).order_by(*queries.ORDER).iterator(chunk_size=AT_ONCE)
    while some := list(islice(entries, AT_ONCE)):
        for line in lines(some):
            yield writer.writerow([_harmless(str(cell)) for cell in _cells(line)])


def _cells(line: Line) -> list[object]:
    entry = line.entry
    return [
        f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        line.action,
        line.actor,
        line.kind,
        entry.object_id,
        line.thing,
        "; ".join(f"{label}: {', '.join(map(str, values))}" for label, values in line.details),
        entry.position or "",
        entry.hash or "",
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
