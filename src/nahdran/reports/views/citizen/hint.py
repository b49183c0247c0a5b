# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/<Nummer>/stand/: anybody says that a public report is done, or still there. A hint for the desk; it changes nothing by itself."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahdran.accounts.throttle import client_key, hit_all
from nahdran.cases.enums import HintOrigin, HintSort
from nahdran.cases.models import Case
from nahdran.cases.operations import give_hint
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.reports.queries.public import public_report

SAYS = {"erledigt": HintSort.GONE, "noch-da": HintSort.STILL}
# From one address: about one report in a day, about all in an hour. And about one report from everybody in a day.
_ONE_A_DAY, _ALL_AN_HOUR, _EVERYBODY_A_DAY = 2, 20, 50
_DAY = 86_400


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hint(request: HttpRequest, reference: str) -> HttpResponse:
    """A link shows the page with the answer chosen, the button sends it."""
    try:
        report = public_report(parse_reference(reference))
    except InvalidReference as error:
        raise Http404 from error
    if report is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    says = given.get("sagt", "")
    context: dict[str, Any] = {"report": report, "says": says if says in SAYS else "", "current_nav": "report"}
    if request.method != "POST" or says not in SAYS or not report.is_open:
        return _page(request, context)
    if not _within_limits(request, report.reference):
        problem = _("Von Ihrem Anschluss kam dazu heute schon ein Hinweis. Danke, wir sehen ihn uns an.")
        return _page(request, {**context, "problem": problem}, status=429)
    # A robot is told the same as everybody, and nothing comes of it.
    if not request.POST.get("website"):
        give_hint(case=Case(pk=report.case_id), sort=SAYS[says], origin=HintOrigin.PUBLIC)
    return _page(request, {**context, "is_sent": True})


def _within_limits(request: HttpRequest, reference: str) -> bool:
    own = client_key(request)
    return hit_all(
        ("reports.hint", own, _ALL_AN_HOUR, 3600),
        ("reports.hint_about", f"{own} {reference}", _ONE_A_DAY, _DAY),
        ("reports.hint_everybody", reference, _EVERYBODY_A_DAY, _DAY),
    )


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, "reports/citizen/hint.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
