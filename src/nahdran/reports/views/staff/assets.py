# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which lamp a report is about: said, changed or removed by whoever works on the case."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.assets.models import Asset
from nahdran.assets.queries import active_assets, by_number, nearest_assets
from nahdran.cases.operations import OutdatedView
from nahdran.kit.text import clean_line
from nahdran.reports import operations
from nahdran.reports.models import Report
from nahdran.reports.queries.assets import asset_of_report
from nahdran.reports.rules import may_correct
from nahdran.reports.views.staff.case import case_page, demand, page_of, report_of


@staff_required("cases.work")
def asset(request: HttpRequest, reference: str) -> HttpResponse:
    report = report_of(reference)
    demand(may_correct(request.user, report.case))
    now = asset_of_report(report.pk)
    context = {"asset": now, "base": report.case.changed_at.isoformat(), "near": nearest_assets(report.lon, report.lat)}
    if request.method == "POST":
        chosen, told = _chosen(request)
        if told:
            return page_of(request, "reports/staff/asset.html", report, context | told, failed=True)
        try:
            return _linked(request, report, chosen)
        except OutdatedView:
            return page_of(request, "reports/staff/asset.html", report, context | {"outdated": True}, failed=True)
    return page_of(request, "reports/staff/asset.html", report, context, failed=False)


def _linked(request: HttpRequest, report: Report, chosen: Asset | None) -> HttpResponse:
    """Raises OutdatedView."""
    base = _moment(request.POST.get("base", ""))
    operations.link_asset(report=report, asset=chosen, actor=request.user, base=base)  # type: ignore[arg-type]
    messages.success(request, _("Das Objekt ist gespeichert.") if chosen else _("Die Meldung nennt kein Objekt mehr."))
    return redirect(case_page(report.case.reference))


def _chosen(request: HttpRequest) -> tuple[Asset | None, dict[str, object]]:
    """The thing, or what to tell. A number that was typed goes before what was ticked."""
    if "keines" in request.POST:
        return None, {}
    number = clean_line(request.POST.get("nummer", ""))[:60]
    ticked = request.POST.get("anlage", "")
    picked = active_assets().filter(pk=int(ticked)).first() if ticked.isdecimal() and len(ticked) < 19 else None
    found = by_number(number) if number else []
    if picked is not None and (not number or picked in found):
        return picked, {}
    if len(found) == 1:
        return found[0], {}
    if found:
        return None, {
            "several": found,
            "number": number,
            "error": _("Diese Nummer gibt es mehrmals. Bitte wählen Sie aus."),
        }
    error = (
        _("Diese Nummer kennen wir nicht.")
        if number
        else _("Bitte wählen Sie ein Objekt, oder geben Sie seine Nummer ein.")
    )
    return None, {"number": number, "error": error}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
