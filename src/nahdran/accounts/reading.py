# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A generous limit for public pages and answers that only show something: it stops programs that read everything, and nobody else.

Counted in the process first, so a visitor writes nothing into the database and leaves nothing there; every tenth call is added to the
counter that all processes share. Staff who are signed in are never stopped: a whole town hall may stand behind one address.
"""

import secrets
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from nahdran.accounts import throttle
from nahdran.accounts.rules import can_hold_rights
from nahdran.kit.clock import today

View = Callable[..., HttpResponseBase]
MINUTE = 60
_STEP = 10
# Addresses come from outside, so the store has a lid.
_MOST = 20_000


class _Counts:
    """What this process has seen within the running minute of each caller, and until when a caller is stopped."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        # Under a hash that only this process can make, so that not even a dump of its memory names a caller.
        self.seen: dict[int, tuple[float, int]] = {}
        self.stopped: dict[int, float] = {}
        self.salt = secrets.token_bytes(16)

    def place_of(self, scope: str, caller: str) -> int:
        return hash((self.salt, scope, caller))


_counts = _Counts()


def forget() -> None:
    """Between tests."""
    _counts.seen.clear()
    _counts.stopped.clear()


def limited(scope: str, *, share: float = 1.0) -> Callable[[View], View]:
    """View decorator: ``share`` of READS_PER_MINUTE for each caller, else 429 with Retry-After in the shape that was asked for."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            most = int(settings.READS_PER_MINUTE * share)
            if most and not _within(scope, throttle.client_key(request), most) and not can_hold_rights(request.user):
                return _too_many(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _within(scope: str, caller: str, most: int) -> bool:
    """Count one more. Who was stopped stays so for the rest of the minute, without asking the database again."""
    at, moment = _counts.place_of(scope, caller), time.monotonic()
    step = max(1, min(_STEP, most // 10))
    with _counts.lock:
        if _counts.stopped.get(at, 0) > moment:
            return False
        ends, seen = _counts.seen.get(at, (0.0, 0))
        if ends <= moment:
            ends, seen = moment + MINUTE, 0
        if len(_counts.seen) >= _MOST:
            _counts.seen.clear()
        _counts.seen[at] = (ends, seen + 1)
    if (seen + 1) % step:
        return True
    # With the day in it, the key of a caller is another one tomorrow.
    if throttle.count(f"reading.{scope}", f"{today()} {caller}", MINUTE, add=step) <= most:
        return True
    with _counts.lock:
        if len(_counts.stopped) >= _MOST:
            _counts.stopped.clear()
        _counts.stopped[at] = ends
    return False


def _too_many(request: HttpRequest) -> HttpResponse:
    """A page for people, JSON for scripts, a sentence for pictures."""
    if "text/html" in request.headers.get("Accept", "") and request.headers.get("HX-Request") != "true":
        return throttle.too_many(request, MINUTE)
    sentence = _("Das waren zu viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in einer Minute noch einmal.")
    response: HttpResponse
    if "json" in request.headers.get("Accept", "") or "json" in request.path:
        response = JsonResponse({"error": sentence}, status=429)
    else:
        response = HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(MINUTE)
    return response
