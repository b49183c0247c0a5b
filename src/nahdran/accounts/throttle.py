# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits that hold across all worker processes: one atomic counter per key in PostgreSQL, in windows of fixed length.

Keys are keyed hashes, so the table holds neither addresses nor e-mails. Called by sign-in pages and by anything a robot could flood.
"""

import ipaddress
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from nahdran.accounts.models import Throttle
from nahdran.kit.clock import now

View = Callable[..., HttpResponseBase]

_COUNT = """
INSERT INTO accounts_throttle AS counter (key, count, expires_at) VALUES (%(key)s, 1, %(expires)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counter.expires_at <= %(now)s THEN 1 ELSE counter.count + 1 END,
    expires_at = CASE WHEN counter.expires_at <= %(now)s THEN %(expires)s ELSE counter.expires_at END
RETURNING count
"""


def hit(scope: str, key: str, limit: int, seconds: int) -> bool:
    """Count one more; True while at most ``limit`` came within ``seconds``. Side effect: writes one row.

    Call it outside a transaction that may be rolled back, or the count is rolled back with it.
    """
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT, {"key": _hashed(scope, key), "now": moment, "expires": moment + timedelta(seconds=seconds)}
        )
        count: int = cursor.fetchone()[0]
    return count <= limit


def clear(scope: str, key: str) -> None:
    """Forget the count, after a success that shows it was the right person."""
    Throttle.objects.filter(key=_hashed(scope, key)).delete()


def clear_expired() -> int:
    """For the periodic task; returns how many counters went."""
    return Throttle.objects.filter(expires_at__lte=now()).delete()[0]


def client_key(request: HttpRequest) -> str:
    """What stands for the caller: the address, of IPv6 only the first 64 bits, which one household shares."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # Our own proxy appends the address it saw; whatever stands before it was written by the caller.
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            # A server that listens on both sees all of IPv4 inside one /64.
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return address


def throttled(scope: str, limit: int, seconds: int, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """View decorator: at most ``limit`` calls per caller within ``seconds``, else a page with status 429 and Retry-After."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and not hit(scope, client_key(request), limit, seconds):
                return too_many(request, seconds)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to too many tries."""
    response = render(request, "accounts/too_many.html", {"minutes": max(1, -(-seconds // 60))}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _hashed(scope: str, key: str) -> str:
    return salted_hmac("nahdran.throttle", f"{scope}\0{key}", algorithm="sha256").hexdigest()
