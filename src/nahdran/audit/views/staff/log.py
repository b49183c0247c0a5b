# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/protokoll/: searching the log and taking a copy of the search, which is logged itself.

This app lies below ``accounts``, so it asks for its right by Django's own ``has_perm``, which the backend of ``accounts`` answers.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
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
from nahdran.audit.models import Entry
from nahdran.audit.registry import actions, object_links
from nahdran.audit.texts import DETAILS, WORDS
from nahdran.kit.clock import now
from nahdran.kit.paging import InvalidCursor, page_by_key

may_read = permission_required("audit.read", raise_exception=True)
# Signs with which a spreadsheet would start to calculate.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the table shows it."""

    entry: Entry
    action: Any
    kind: str
    link: str
    details: list[tuple[str, str]]


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
        "lines": [_line(entry) for entry in page.rows],
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
    for entry in queries.search(wanted).order_by(*queries.ORDER).iterator(chunk_size=1000):
        line = _line(entry)
        cells = [
            f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}",
            str(line.action),
            entry.actor_label,
            line.kind,
            entry.object_id,
            entry.object_label,
            "; ".join(f"{key}: {value}" for key, value in line.details),
            str(entry.position or ""),
            entry.hash or "",
        ]
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(entry: Entry) -> Line:
    action = actions.get(entry.action).label if entry.action in actions else entry.action
    link = object_links.get(entry.object_type)(entry.object_id) if entry.object_type in object_links else ""
    filled = {key: value for key, value in entry.data.items() if value not in ("", None, [], {})}
    details = [(str(DETAILS.get(key, key)), _plain(value)) for key, value in filled.items()]
    return Line(entry=entry, action=action, kind=_kind(entry.object_type), link=link, details=details)


def _kind(object_type: str) -> str:
    """The German name of a model; the stored name if the app is gone."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name) if object_type else ""
    except LookupError:
        return object_type


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{DETAILS.get(key, key)}: {_plain(each)}" for key, each in value.items())
    return str(WORDS.get(value, value)) if isinstance(value, str) else str(value)
