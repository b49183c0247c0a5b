# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that machines look for: robots.txt, security.txt, favicon.ico."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nahdran.kit import clock

ROBOTS = """\
User-agent: *
Disallow: /arbeitsplatz/
Disallow: /redaktion/
Disallow: /konto/
Disallow: /anliegen/
Disallow: /suche/
"""


@require_safe
@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness. Without a contact of its own the town has none to show."""
    if not settings.SECURITY_CONTACT:
        return HttpResponse(status=404)
    until = (clock.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """For programs that ask for the old address without reading the page."""
    return redirect(staticfiles_storage.url("ui/mark.svg"))
