# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose draft is it? The one whose signed key the browser holds: in a cookie of its own, or in the page that was sent.

Neither depends on the session, so a draft outlives it. Called by the steps of the citizen's form.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from nahdran.reports.models import ReportDraft
from nahdran.reports.rules import DRAFT_LIFE

# Named like the session's cookie, so that two servers on one machine do not take each other's drafts.
COOKIE = (
    "__Secure-nahdran_meldung"
    if settings.SESSION_COOKIE_SECURE
    else settings.SESSION_COOKIE_NAME.replace("session", "meldung")
)
PATH = "/maengel/"
_SALT = "nahdran.reports.draft"


def token_of(draft: ReportDraft | None) -> str:
    """What stands in the page's hidden field; empty before there is a draft."""
    return signing.dumps(draft.pk.hex, salt=_SALT) if draft else ""


def draft_by_token(token: str) -> ReportDraft | None:
    """The draft, sent or not, for a token of ours; nothing for a forged or old one."""
    try:
        key = UUID(signing.loads(token, salt=_SALT, max_age=DRAFT_LIFE * 2))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return ReportDraft.objects.select_related("case", "waiting").filter(pk=key).first()


def was_sent(draft: ReportDraft) -> bool:
    """It has become a case, or waits to become one; either way nothing of it can be changed any more."""
    return draft.case_id is not None or hasattr(draft, "waiting")


def draft_of(request: HttpRequest) -> ReportDraft | None:
    """The draft of this browser, sent or not."""
    return draft_by_token(request.COOKIES.get(COOKIE, ""))


def remember(response: HttpResponse, draft: ReportDraft) -> HttpResponse:
    """Set the cookie anew, so that it lives as long as the draft."""
    response.set_cookie(
        COOKIE,
        token_of(draft),
        max_age=DRAFT_LIFE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
