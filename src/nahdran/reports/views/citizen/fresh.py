# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that are asked for again and again: whoever has the newest already hears so, without anything being read or written."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from nahdran import __version__
from nahdran.kit import clock
from nahdran.kit.language import reader_language
from nahdran.reports.queries.tallies import version

# A day says nothing about which of two changes in the same second came first, and a change that is being written has its time already.
_SURE_AFTER = timedelta(seconds=5)
_SECONDS = 60


def if_changed(request: HttpRequest, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """``make`` the answer, or 304 if nothing that the public sees has changed since the caller got theirs (RFC 9110, 13). One query more."""
    changes, at = version()
    parts = (changes, request.get_full_path(), reader_language(), clock.today(), __version__)
    etag = f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
    sure = at is not None and clock.now() - at > _SURE_AFTER
    stamp = int(at.timestamp()) if at is not None and sure else None
    response = get_conditional_response(request, etag=etag, last_modified=stamp) or make()
    response["ETag"] = etag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    response["Cache-Control"] = f"public, max-age={_SECONDS}"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
