# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/<Nummer>/beanstanden/: „Inhalt melden“. Anybody says that something on a public page should not be there. No account, no address needed."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahdran.accounts.throttle import client_key, hit, hit_all
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.reports.forms.complaining import ComplaintForm
from nahdran.reports.models import Complaint, Report
from nahdran.reports.operations import NewComplaint, NotPublic, complain
from nahdran.reports.queries.complaints import complaint_by_key, origin_of, would_hide
from nahdran.reports.queries.public import public_report

_HOUR, _DAY = 3600, 86_400
# From one address: about one report in a day, about all in an hour. And about one report from everybody in a day.
_ONE_A_DAY, _ALL_AN_HOUR, _EVERYBODY_A_DAY = 3, 10, 50
# How many reports a complaint may hide before somebody has looked: from one address and its neighbourhood in a day, from all in an hour.
# Beyond that it is taken in all the same, and the desk sees it; only the map stays as it is.
_HIDES_A_DAY, _HIDES_AROUND_A_DAY, _HIDES_AN_HOUR = 3, 6, 20
# Receipts to one mailbox: it may be a stranger's.
_MAILS_A_DAY = 4


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        spelled = parse_reference(reference)
    except InvalidReference as error:
        raise Http404 from error
    form = ComplaintForm(request.POST or None, initial={"key": uuid4()})
    valid = request.method == "POST" and form.is_valid()
    # Sent twice, the first one may have hidden the report; the answer is the same.
    if valid and (earlier := complaint_by_key(form.cleaned_data["key"], spelled)) is not None:
        return _thanks(request, earlier)
    report = public_report(spelled)
    if report is None:
        raise Http404
    context = {"report": report, "form": form, "current_nav": "report"}
    if not valid:
        return _page(request, "complaint", context, status=422 if form.errors else 200)
    if not _within_limits(request, spelled):
        form.add_error(
            None, _("Von Ihrem Anschluss kam gerade schon ein Hinweis dazu. Er ist bei uns, wir sehen ihn uns an.")
        )
        return _page(request, "complaint", context, status=429)
    return _thanks(request, _taken(request, report.case_id, form.cleaned_data))


def _taken(request: HttpRequest, case_id: int, given: dict[str, Any]) -> Complaint:
    report = Report.objects.select_related("case", "category").get(pk=case_id)
    origin = origin_of(case_id, client_key(request))
    email = given["email"] or ""
    new = NewComplaint(
        key=given["key"],
        reason=given["reason"],
        text=given["text"],
        # Where a mailbox has had enough letters, the complaint goes on without it.
        email=email if email and hit("reports.complaint_to", email.lower(), _MAILS_A_DAY, _DAY) else "",
        language=get_language() or "de",
        origin=origin,
    )
    # What fills in the trap is perhaps a robot and perhaps a helpful browser: taken in, but it hides nothing.
    hides = not given["website"] and would_hide(report, new.reason, origin) and _may_hide(request)
    try:
        return complain(report=report, new=new, may_hide=hides)
    except NotPublic as error:
        raise Http404 from error


def _within_limits(request: HttpRequest, reference: str) -> bool:
    own = client_key(request)
    return hit_all(
        ("reports.complaint", own, _ALL_AN_HOUR, _HOUR),
        ("reports.complaint_about", f"{own} {reference}", _ONE_A_DAY, _DAY),
        ("reports.complaint_everybody", reference, _EVERYBODY_A_DAY, _DAY),
    )


def _may_hide(request: HttpRequest) -> bool:
    """Asked last and only where it would hide something, so that nobody uses up the town's share with harmless words."""
    own = client_key(request)
    around = own.rsplit(".", 1)[0] if "." in own else own
    return (
        hit("reports.complaint_hides", own, _HIDES_A_DAY, _DAY)
        and hit("reports.complaint_hides_around", around, _HIDES_AROUND_A_DAY, _DAY)
        and hit("reports.complaint_hides_all", "", _HIDES_AN_HOUR, _HOUR)
    )


def _thanks(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    context = {
        "complaint": complaint,
        "reference": complaint.report.case.reference,
        "is_public": public_report(complaint.report.case.reference) is not None,
        "current_nav": "report",
    }
    return _page(request, "complaint_taken", context)


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, f"reports/citizen/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
