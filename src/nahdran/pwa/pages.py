# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that browsers keep. Such a page is the same for everybody, whoever asks for it, so it cannot carry one person's data to the next."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from nahdran.pwa.plan import build_mark

# The worker keeps no page without this header, so nothing is kept by mistake. Its value says with which files the page goes together.
MARK = "X-Nahdran-Offline"
View = Callable[..., HttpResponse]


class _NoMessages(list):
    """Messages that wait for this person stay where they are, for the next page."""

    def update(self, response: HttpResponse) -> list:
        return []


def kept_page(view: View) -> View:
    """View decorator: inside, nobody is signed in and no message waits; outside, the answer says that it may be kept."""

    @require_safe
    @wraps(view)
    def impersonal(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        request._messages = _NoMessages()  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response[MARK] = build_mark()
        response["Cache-Control"] = "no-cache"
        return response

    return impersonal
