# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells the browser that somebody has signed out, so that the scripts of the app forget on the device what belonged to that person.

A cookie, because a sign-out may end on any page, also on one without a script, and because a session can end by itself.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from nahdran.pwa.owner import SIGNED_OUT_COOKIE

GetResponse = Callable[[HttpRequest], HttpResponse]
_DAY = 24 * 3600


@receiver(user_logged_out, dispatch_uid="pwa.signed_out")
def note_sign_out(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.signed_out = True  # type: ignore[attr-defined]


class SignedOut:
    """The cookie says nothing but "1". A script has to read and remove it, so it is not HttpOnly."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "signed_out", False):
            response.set_cookie(
                SIGNED_OUT_COOKIE, "1", max_age=_DAY, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
            )
        return response
