# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reports and things show of each other at the desk: the lamp on the page of a case, and on the page of a lamp what was reported."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.accounts.rules import has_right_somewhere
from nahdran.assets.models import Asset
from nahdran.assets.slots import AssetSection, asset_sections
from nahdran.cases.models import Case
from nahdran.cases.slots import CaseSection, Rows, case_sections
from nahdran.kit import clock
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.reports.models import ReportAsset
from nahdran.reports.operations.opening import KIND
from nahdran.reports.queries.assets import LATELY, YEAR, case_sets, frequency, history
from nahdran.reports.workflow import WORKFLOW

_PAGE = 20
_SHOWN = 3


def _sets(case: Case, user: Any) -> Any:
    return case_sets(case.pk, user) if case.kind == KIND else {}


def _of_case(case: Case, user: Any, rows: Rows) -> Mapping[str, Any] | None:
    if case.kind != KIND:
        return None
    linked: ReportAsset | None = next(iter(rows["asset"]), None)
    times = [row.reported_at for row in rows["asset_times"]]
    return {
        "asset": linked.asset if linked else None,
        "notice": linked.asset.notice_on(clock.today()) if linked else "",
        "often": _often(times, linked.reported_at) if linked else "",
        "earlier": [_earlier(row) for row in rows["asset_history"][:_SHOWN]],
        "may_open": has_right_somewhere(user, "assets.read"),
        "change": reverse("reports_staff:change_asset", kwargs={"reference": case.reference}),
    }


def _earlier(row: ReportAsset) -> dict[str, Any]:
    case = row.report.case
    state = WORKFLOW.status(case.status)
    return {"reference": case.reference, "title": case.title, "status": state.label, "at": row.reported_at}


def _often(times: list[datetime], at: datetime) -> str:
    """The how many-th report this is; nothing for the first one."""
    before = [moment for moment in times if moment <= at]
    lately = sum(moment > at - LATELY for moment in before)
    if lately > 1:
        return _("%(count)d. Meldung in 90 Tagen") % {"count": lately}
    year = sum(moment > at - YEAR for moment in before)
    return _("%(count)d. Meldung in 12 Monaten") % {"count": year} if year > 1 else ""


def _of_asset(request: HttpRequest, asset: Asset) -> Mapping[str, Any] | None:
    """What this person may read, paged; the counts are those of all."""
    if not has_right_somewhere(request.user, "cases.read"):
        return None
    try:
        page = page_by_key(
            history(asset, request.user), ("-reported_at", "-report_id"), request.GET.get("seite", ""), _PAGE
        )
    except InvalidCursor:
        page = page_by_key(history(asset, request.user), ("-reported_at", "-report_id"), "", _PAGE)
    often = frequency(asset)
    year = ngettext("%(count)d Meldung in 12 Monaten", "%(count)d Meldungen in 12 Monaten", often.year)
    lately = ngettext("%(count)d in 90 Tagen", "%(count)d in 90 Tagen", often.lately)
    rows = [_earlier(row) | {"kind": row.report.category.label, "icon": row.report.category.sign} for row in page.rows]
    return {
        "rows": rows,
        "page": page,
        "often": f"{year % {'count': often.year}}, {lately % {'count': often.lately}}" if often.total else "",
        "hidden": bool(often.total) and not rows,
    }


case_sections.register("asset", CaseSection("asset", "reports/staff/case_asset.html", _of_case, _sets, order=40))
asset_sections.register("reports", AssetSection("reports", "reports/staff/asset_history.html", _of_asset, order=10))
