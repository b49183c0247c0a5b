# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages behind the links in mails about subscriptions. Opening a link shows, only a button confirms, renews or ends."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nahdran.accounts.throttle import throttled
from nahdran.notices import links
from nahdran.notices.models import Subscription
from nahdran.notices.operations import following
from nahdran.notices.queries.following import by_token
from nahdran.notices.wording import in_words

_CLICKS_PER_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("notices.follow_link", _CLICKS_PER_HOUR, 3600)
def confirm(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    row = _proven(token, links.CONFIRM, proof)
    if row is None:
        return page(request, "gone", None, status=404)
    if request.method == "POST":
        following.confirm(token=token)
    return page(request, "confirmed" if request.method == "POST" or row.confirmed_at else "confirm", row)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("notices.follow_link", _CLICKS_PER_HOUR, 3600)
def renew(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    row = _proven(token, links.RENEW, proof)
    if row is None:
        return page(request, "gone", None, status=404)
    if request.method == "POST":
        following.renew(token=token)
    return page(request, "confirmed" if request.method == "POST" or row.asked_at is None else "renew", row)


# Mail programmes post here by themselves (RFC 8058), without a cookie and so without a token; the secret in the address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("notices.follow_leave", _CLICKS_PER_HOUR, 3600)
def leave(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    row = _proven(token, links.LEAVE, proof)
    if row is None:
        return page(request, "left", None)
    if request.method == "POST":
        following.leave(token=token)
    return page(request, "left" if request.method == "POST" else "leave", row)


def _proven(token: UUID, purpose: str, proof: str) -> Subscription | None:
    row = by_token(token)
    return row if row is not None and links.is_proof(purpose, token, row.subscriber.email, proof) else None


def page(request: HttpRequest, name: str, row: Subscription | None, *, status: int = 200) -> HttpResponse:
    context = {"abo": in_words(row), "manage": links.manage_link(row.subscriber)} if row else {}
    response = render(request, f"notices/citizen/{name}.html", context, status=status)
    return unlisted(response)


def unlisted(response: HttpResponse) -> HttpResponse:
    """Secrets in addresses must not get into search engines, and not to other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
