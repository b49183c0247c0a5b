# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens to every request: an id and a line in the log, a count, the limit of its size, and the security headers."""

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.project import metrics
from nahdran.project.probes import PROBES
from nahdran.project.resend import failure_page

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("nahdran.request")


class RequestContext:
    """Gives each request an id, which stands in every log line and in the answer's header, and writes one line about it.

    The line has the name of the route, not the address: addresses carry secret links, searches and names.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - started)
        response["X-Request-ID"] = request_id
        if not response.streaming:
            # Answers from further out than Django's own middleware for it; without a length the connection would end with them.
            response.setdefault("Content-Length", str(len(response.content)))
        return response

    @staticmethod
    def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = match.view_name if match else "-"
        metrics.observe(request.method or "", route, response.status_code, seconds)
        if match is None and response.status_code < 400:
            return  # a static file
        case = _case_of(match.kwargs) if match else {}
        log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            **case,
        )


def _case_of(kwargs: Mapping[str, Any]) -> dict[str, str]:
    """The case in the address, if it is a reference of ours: anything else was typed by somebody and may be a name."""
    try:
        return {"case": parse_reference(str(kwargs["reference"]))}
    except (KeyError, InvalidReference):
        return {}


class Probes:
    """Answers load balancers and monitors before anything else: they know no host name, no https and no session."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = PROBES.get(request.path)
        return view(request) if view else self.get_response(request)


class SizeLimit:
    """Turns away what is larger than anything we take, before a byte of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return failure_page(request, "400.html", 400)
        if length > settings.REQUEST_MAX_BYTES:
            return failure_page(request, "413.html", 413)
        return self.get_response(request)


class SecurityHeaders:
    """Headers that Django and django-csp do not set."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(
            "Permissions-Policy", "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()"
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(tuple(settings.STAFF_PREFIXES)):
            # The desk is full of people's data, and a browser's cache outlives the sign-out.
            response.setdefault("Cache-Control", "no-store")
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            response.setdefault("Cache-Control", "private, no-cache")
        return response
