# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form's own answer to a lost CSRF token. A long form must not throw away what was typed because a cookie went.

The views are exempt from the middleware and ask here instead. Used by the form's steps and by the address for phones, which answers in JSON.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    """Tells the reason instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _unused(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def has_token(request: HttpRequest) -> bool:
    """Whether this POST shows a valid token, and its Origin, where there is one, is ours."""
    check: Any = _Check(_unused)
    check.process_request(request)
    return check.process_view(request, _unused, (), {}) is None


def is_own_form(request: HttpRequest) -> bool:
    """Whether this POST came from a page of ours.

    A valid token says so. Where the token's cookie is gone, the browser's own Origin header says the same as surely: no other site can
    set it. Only a request with neither is not trusted, and then nothing is written, but the page comes back with all that was typed.
    """
    if has_token(request):
        return True
    check: Any = _Check(_unused)
    return "Origin" in request.headers and check._origin_verified(request)
