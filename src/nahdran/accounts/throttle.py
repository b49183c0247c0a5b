# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits that hold across all worker processes: one atomic counter per key in PostgreSQL, in windows of fixed length.

Keys are keyed hashes, so the table holds neither addresses nor e-mails. Called by sign-in pages and by
anything a robot could flood. For pages that only show something see ``reading``.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from nahdran.accounts.models import Throttle
from nahdran.kit.clock import now

View = Callable[..., HttpResponseBase]
DAY = 86_400

_COUNT = """
INSERT INTO accounts_throttle AS counter (key, count, expires_at) VALUES (%(key)s, %(add)s, %(expires)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counter.expires_at <= %(now)s THEN %(add)s ELSE counter.count + %(add)s END,
    expires_at = CASE WHEN counter.expires_at <= %(now)s THEN %(expires)s ELSE counter.expires_at END
RETURNING count
"""

_COUNT_ALL = """
INSERT INTO accounts_throttle AS counter (key, count, expires_at)
SELECT key, 1, ends FROM unnest(%(keys)s::text[], %(ends)s::timestamptz[]) AS asked (key, ends) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counter.expires_at <= %(now)s THEN 1 ELSE counter.count + 1 END,
    expires_at = CASE WHEN counter.expires_at <= %(now)s THEN excluded.expires_at ELSE counter.expires_at END
RETURNING key, count
"""


def hit(scope: str, key: str, limit: int, seconds: int) -> bool:
    """Count one more; True while at most ``limit`` came within ``seconds``. Side effect: writes one row.

    Call it outside a transaction that may be rolled back, or the count is rolled back with it.
    """
    return count(scope, key, seconds) <= limit


def count(scope: str, key: str, seconds: int, *, add: int = 1) -> int:
    """Count ``add`` more and return how many came within ``seconds``. Side effect: writes one row."""
    moment = now()
    values: dict[str, Any] = {
        "key": _hashed(scope, key),
        "add": add,
        "now": moment,
        "expires": moment + timedelta(seconds=seconds),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        found: int = cursor.fetchone()[0]
    return found


def hit_all(*limits: tuple[str, str, int, int]) -> bool:
    """``hit`` for several (scope, key, limit, seconds) in one statement; True if all of them are still open. Each is counted."""
    moment = now()
    # In the order of their keys, so that two callers never wait for each other.
    rows = sorted(
        (_hashed(scope, key), limit, moment + timedelta(seconds=seconds)) for scope, key, limit, seconds in limits
    )
    keys, most, ends = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ALL, {"keys": keys, "ends": ends, "now": moment})
        counts = dict(cursor.fetchall())
    return all(counts[key] <= limit for key, limit in zip(keys, most, strict=True))


@dataclass(frozen=True, slots=True)
class Pauses:
    """After ``free`` tries within a day each further one costs a pause: ``first`` seconds, then twice as long, at most ``longest``."""

    free: int
    first: int
    longest: int


def seconds_to_wait(scope: str, key: str, pauses: Pauses) -> int:
    """Count one more try and return 0, or, while there is a pause, how long it still lasts. A success calls ``clear``.

    Pauses slow a guesser down as a lock would, but nobody can lock out somebody else for a day with a handful of tries. Of several tries at
    the same moment one gets through.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_hashed(scope, key)])
        pause = Throttle.objects.filter(key=_hashed(f"{scope}.pause", key), expires_at__gt=now()).first()
        if pause is not None:
            return max(1, int((pause.expires_at - now()).total_seconds() + 0.999))
        beyond = count(scope, key, DAY) - pauses.free
        if beyond >= 0:
            count(f"{scope}.pause", key, min(pauses.first * 2 ** min(beyond, 20), pauses.longest))
    return 0


def clear(scope: str, key: str) -> None:
    """Forget the count and its pause, after a success that shows it was the right person."""
    Throttle.objects.filter(key__in=[_hashed(scope, key), _hashed(f"{scope}.pause", key)]).delete()


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
