# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/<Nummer>/folgen/: hearing what becomes of a report of others. Opening a link shows, only a button confirms or ends."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nahdran.accounts.throttle import client_key, hit, throttled
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.reports.confirmation import FOLLOW, LEAVE, is_follow_proof
from nahdran.reports.draft_access import COOKIE, PATH, draft_of, was_sent
from nahdran.reports.forms.following import FollowForm
from nahdran.reports.models import Follower, Report
from nahdran.reports.operations import NotPublic, confirm_following, drop_draft, join, leave
from nahdran.reports.queries.followers import follower_by_token
from nahdran.reports.queries.public import public_report, with_photos
from nahdran.reports.views.citizen.wizard.visit import account_of

_PER_HOUR, _PER_HOUR_TO, _CLICKS_PER_HOUR = 20, 6, 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """With ``statt=1`` somebody comes from the form and takes this instead of a report of their own; their draft is thrown away then."""
    try:
        report = public_report(parse_reference(reference))
    except InvalidReference as error:
        raise Http404 from error
    if report is None:
        raise Http404
    instead = "1" in {request.GET.get("statt"), request.POST.get("statt")}
    context: dict[str, Any] = {"report": with_photos([report])[0], "instead": instead, "current_nav": "report"}
    form = FollowForm(request.POST or None, initial={"email": _known_email(request)})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "reports/citizen/following/follow.html", {**context, "form": form}, status=status)
    email = form.cleaned_data["email"]
    if not (
        hit("reports.follow", client_key(request), _PER_HOUR, 3600)
        and hit("reports.follow_to", email.lower(), _PER_HOUR_TO, 3600)
    ):
        form.add_error(
            None,
            _(
                "Gerade kommen sehr viele Anfragen von Ihrem Anschluss. Bitte versuchen Sie es in einer Stunde noch einmal."
            ),
        )
        return render(request, "reports/citizen/following/follow.html", {**context, "form": form}, status=429)
    return _joined(request, report.case_id, form, context)


def _joined(request: HttpRequest, pk: int, form: FollowForm, context: dict[str, Any]) -> HttpResponse:
    email, account = form.cleaned_data["email"], account_of(request)
    known = account is not None and account.email.lower() == email.lower()
    # A robot is told the same as everybody, and nobody gets a mail.
    if not form.cleaned_data["website"]:
        try:
            join(report=Report.objects.get(pk=pk), email=email, language=get_language() or "de", account=account)
        except NotPublic as error:
            raise Http404 from error
    response = render(request, "reports/citizen/following/asked.html", {**context, "email": email, "known": known})
    if context["instead"]:
        own = draft_of(request)
        if own is not None and not was_sent(own):
            drop_draft(draft=own)
        response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def _known_email(request: HttpRequest) -> str:
    """What the form knows already; else the address of the account."""
    own, account = draft_of(request), account_of(request)
    typed = str(own.data.get("email", "")) if own is not None and not was_sent(own) else ""
    return typed or (account.email if account else "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("reports.follow_confirm", _CLICKS_PER_HOUR, 3600)
def confirm(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    follower = _proven(token, FOLLOW, proof)
    if follower is None:
        return _page(request, "gone", None, status=404)
    if request.method == "POST":
        confirm_following(follower=follower)
        return _page(request, "confirmed", follower)
    return _page(request, "confirmed" if follower.confirmed_at else "confirm", follower)


# Mail programmes post here by themselves (RFC 8058), without a cookie and so without a token; the secret in the address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("reports.follow_leave", _CLICKS_PER_HOUR, 3600)
def end(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    follower = _proven(token, LEAVE, proof)
    if follower is None:
        return _page(request, "left", None)
    if request.method == "POST":
        leave(token=token)
        return _page(request, "left", follower)
    return _page(request, "leave", follower)


def _proven(token: UUID, purpose: str, proof: str) -> Follower | None:
    follower = follower_by_token(token)
    return follower if follower is not None and is_follow_proof(follower, purpose, proof) else None


def _page(request: HttpRequest, name: str, follower: Follower | None, *, status: int = 200) -> HttpResponse:
    report = public_report(follower.report.case.reference) if follower else None
    context = {"report": report, "current_nav": "report", "list": reverse("reports:list")}
    response = render(request, f"reports/citizen/following/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
