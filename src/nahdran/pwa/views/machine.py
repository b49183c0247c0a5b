# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a browser asks for by itself: the worker, the manifest of the app, and the pictures of its sign."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from nahdran.org.queries import town
from nahdran.places.palette import to_hex
from nahdran.pwa.icon import SIZES, icon
from nahdran.pwa.owner import owner_mark
from nahdran.pwa.plan import worker_script
from nahdran.pwa.slots import shortcuts
from nahdran.shell.theme import current_stylesheet


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Always asked for anew: a worker that is stuck in a cache could not be mended any more."""
    response = HttpResponse(worker_script(request), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    """The town as an app (W3C Web Application Manifest)."""
    here = town()
    version = current_stylesheet()[1]
    body: dict[str, Any] = {
        "id": "/",
        "name": here.name,
        "short_name": here.short_name,
        "description": _("Melden, erledigen, mitmachen: %(town)s") % {"town": here.name},
        "lang": get_language() or "de",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": to_hex((0.415, float(here.chroma), float(here.hue))),
        "icons": [*(_icon(size, "any", version) for size in SIZES), _icon(512, "maskable", version)],
        "shortcuts": [
            {
                "name": str(shortcut.label),
                "url": reverse(shortcut.url_name),
                "icons": [_icon(192, "any", version)],
            }
            for shortcut in shortcuts
        ],
    }
    return JsonResponse(body, content_type="application/manifest+json")


def _icon(size: int, purpose: str, version: str) -> dict[str, str]:
    name = "pwa:masked_icon" if purpose == "maskable" else "pwa:icon"
    address = f"{reverse(name, kwargs={'size': size})}?v={version}"
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
@cache_control(max_age=86400, public=True)
def sign(request: HttpRequest, size: int, *, masked: bool = False) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    here = town()
    return HttpResponse(icon(size, float(here.hue), float(here.chroma), masked=masked), content_type="image/png")


@never_cache
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """A fresh token for a page that came from the browser's own store, where every token is old; and whose session this is."""
    return JsonResponse({"token": get_token(request), "owner": owner_mark(request.user)})
