# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two layers around every request: sessions that end in time, and the gate before everything that belongs to staff."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string

from nahdran.accounts import session_marks
from nahdran.accounts.enums import Kind
from nahdran.accounts.rules import can_hold_rights
from nahdran.kit.clock import now

GetResponse = Callable[[HttpRequest], HttpResponse]

# A session notes at most once a minute that it is alive: a note is a write.
SEEN_EVERY = 60


class SessionLimits:
    """Ends a session twelve hours after its sign-in, and a staff session that has been idle for an hour (both configurable)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Note that somebody is there, unless the page asked on its own."""
        seen = getattr(request, "seen_at", None)
        if seen is not None and not getattr(view, "is_background", False):
            stamp = int(now().timestamp())
            if stamp - seen >= SEEN_EVERY:
                request.session[session_marks.SEEN_AT] = stamp

    def _check(self, request: HttpRequest) -> None:
        stamp = int(now().timestamp())
        started = session_marks.stamp_of(request.session, session_marks.SIGNED_IN_AT)
        seen = session_marks.stamp_of(request.session, session_marks.SEEN_AT)
        is_staff = getattr(request.user, "kind", "") == Kind.STAFF
        if (
            started is None
            or seen is None
            or stamp - started > settings.SESSION_COOKIE_AGE
            or (is_staff and stamp - seen > settings.STAFF_IDLE_SECONDS)
        ):
            logout(request)
        else:
            request.seen_at = seen  # type: ignore[attr-defined]


class StaffGate:
    """Protects all addresses of staff by their beginning, so that a view that forgot its door is still not open.

    Guests go to the staff sign-in, citizens are refused, staff without a second factor are led to set one up before anything else opens.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(tuple(settings.STAFF_PREFIXES)) and not request.path.startswith(
            settings.STAFF_SIGN_IN_PREFIX
        ):
            refused = self._refuse(request)
            if refused is not None:
                return refused
        return self.get_response(request)

    def _refuse(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return self._lead(request, reverse("accounts_staff:sign_in"))
        if not can_hold_rights(request.user):
            raise PermissionDenied
        if not session_marks.has_second_factor(request) and not request.path.startswith(
            tuple(settings.STAFF_SET_UP_PREFIXES)
        ):
            return self._lead(request, reverse("accounts_staff:second_factor"))
        return None

    def _lead(self, request: HttpRequest, address: str) -> HttpResponse:
        """To another page, and back here afterwards; a page that loads parts of itself leads its whole window."""
        if request.headers.get("HX-Request") == "true":
            here = request.headers.get("HX-Current-URL", "")
            response = HttpResponse(status=204)
            response["HX-Redirect"] = redirect_to_login(self._own_path(request, here), address).url
            return response
        if request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path(), address)
        # What was typed into a form must outlive the sign-in; the house knows how to keep it.
        return import_string(settings.EXPIRED_SESSION_VIEW)(request, address)

    @staticmethod
    def _own_path(request: HttpRequest, address: str) -> str:
        own = f"{request.scheme}://{request.get_host()}"
        return address.removeprefix(own) if address.startswith(own + "/") else settings.STAFF_PREFIXES[0]
