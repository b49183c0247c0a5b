# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people see when something goes wrong: what happened, what to do next, nothing lost. Named in the URLconf and in the settings."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nahdran.project.failure import is_passing, is_too_slow
from nahdran.project.resend import failure_page, resend_page, typed

RETRY_SECONDS = "30"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return failure_page(request, "413.html", 413)
    return failure_page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure_page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure_page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A lost database or a full disk passes by, and the page says so; everything else is a mistake of ours."""
    error = sys.exc_info()[1]
    if not is_passing(error):
        return failure_page(request, "500.html", 500)
    response = resend_page(
        request,
        otherwise="project/too_slow.html" if is_too_slow(error) else "503.html",
        status=503,
        heading=_("Wir sind gleich wieder da"),
        text=_(
            "Ihre Angaben konnten wir gerade nicht speichern. Sie sind nicht verloren: sie stehen noch auf dieser Seite."
        ),
        advice=_(
            "Warten Sie bitte einen Moment und senden Sie dann noch einmal. Lassen Sie diese Seite so lange offen."
        ),
    )
    response["Retry-After"] = RETRY_SECONDS
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection has run out, after a long break or a sign-in in another window."""
    return resend_page(
        request,
        otherwise="403.html",
        status=403,
        heading=_("Bitte senden Sie noch einmal"),
        text=_(
            "Die Seite war lange offen, darum ist ihr Schutz abgelaufen. Ihre Angaben stehen noch auf dieser Seite."
        ),
        advice=_("Prüfen Sie Ihre Angaben und senden Sie sie noch einmal."),
    )


def expired(request: HttpRequest, sign_in: str) -> HttpResponse:
    """The sign-in ran out in the middle of a form: sign in in another window, then send again from here."""
    if typed(request) is None:
        return redirect(sign_in)
    return resend_page(
        request,
        otherwise="403.html",
        status=403,
        sign_in=sign_in,
        heading=_("Ihre Anmeldung ist abgelaufen"),
        text=_("Was Sie geschrieben haben, ist nicht verloren: es steht noch auf dieser Seite."),
        advice=_(
            "Melden Sie sich in einem neuen Fenster an. Kommen Sie dann hierher zurück und senden Sie noch einmal."
        ),
    )
