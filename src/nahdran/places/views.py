# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map asks the server: tiles, style, pictures, addresses, places. No session, no personal data, nothing written.

What somebody searches for is not logged: the queries are not kept, and the access log of the house leaves query strings out.
"""

import json
from hashlib import sha256
from math import isfinite

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.org.queries import town
from nahdran.places import queries
from nahdran.places.pictures import map_style, picture
from nahdran.places.ranges import ByteRange, FilePart, Unsatisfiable, parse_range
from nahdran.places.svg import TONES

_FOREVER = "public, max-age=31536000, immutable"
_CHECK_FIRST = "public, max-age=0, must-revalidate"
_HITS, _MOST_HITS = 8, 20
_ZOOMS, _SIZES = (8.0, 20.0), (48, 2400)


class BadNumber(ValueError):
    """A number in the address is missing, no number, or out of range."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Addresses while typing: JSON for the map, a list for HTMX."""
    hits = queries.search_addresses(request.GET.get("q", ""), limit=_limit(request))
    if _wants_json(request):
        response: HttpResponse = JsonResponse({"results": [hit.as_json() for hit in hits]})
    else:
        response = render(request, "places/partials/hits.html", {"hits": hits, "query": request.GET.get("q", "")[:200]})
    response["Cache-Control"] = "private, max-age=300"
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def reverse(request: HttpRequest) -> HttpResponse:
    """What is here? JSON with ``label``, ``district``, ``inside`` and, outside, ``message`` with the way onward."""
    try:
        lon, lat = _position(request)
    except BadNumber:
        return JsonResponse({"error": _("Bitte geben Sie eine Position mit Länge und Breite an.")}, status=400)
    found = queries.describe(lon, lat)
    message = "" if found.inside else " ".join(part for part in (found.hint, town().neighbours_hint) if part)
    response = JsonResponse({**found.as_json(), "message": message})
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
def tiles(request: HttpRequest) -> HttpResponseBase:
    """The file of tiles, in parts (RFC 9110: Range, If-Range, ETag). With the right ``v`` in the address it never changes."""
    current = queries.tile_set()
    if current is None:
        return _no_map()
    etag = f'"{current.sha256[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _with_tile_headers(unchanged, request, etag)
    try:
        wanted = (
            parse_range(request.headers.get("Range"), current.size)
            if request.headers.get("If-Range", etag) == etag
            else None
        )
    except Unsatisfiable:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{current.size}"})
        return _with_tile_headers(refused, request, etag)
    part = wanted or ByteRange(0, current.size - 1)
    kind, status = "application/vnd.pmtiles", 206 if wanted else 200
    response: HttpResponseBase
    if request.method == "GET":
        file = FilePart(queries.tile_path(current), part)
        response = FileResponse(file, content_type=kind, status=status)
    else:  # a question by HEAD opens no file
        response = HttpResponse(content_type=kind, status=status)
    response["Content-Length"] = str(part.length)
    if wanted:
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{current.size}"
    return _with_tile_headers(response, request, etag, current.sha256)


@require_safe
def style(request: HttpRequest) -> HttpResponseBase:
    """The style of the map; ``?schema=dunkel`` for dark pages."""
    body = json.dumps(map_style(dark=_is_dark(request)), ensure_ascii=False, separators=(",", ":")).encode()
    return _checked(request, body, "application/json")


@require_safe
def static_map(request: HttpRequest) -> HttpResponseBase:
    """A picture of the surroundings: ``lon``, ``lat``, ``zoom``; perhaps ``width``, ``height``, ``pin`` (a tone, or 0), ``schema=dunkel``."""
    try:
        lon, lat = _position(request)
        zoom = _number(request, "zoom", 16.0, *_ZOOMS)
        size = (round(_number(request, "width", 640, *_SIZES)), round(_number(request, "height", 400, *_SIZES)))
    except BadNumber:
        return HttpResponse(
            _("Bitte geben Sie eine Position mit Länge und Breite an."),
            status=400,
            content_type="text/plain; charset=utf-8",
        )
    pin = request.GET.get("pin", "place")
    svg = picture(lon=lon, lat=lat, zoom=zoom, size=size, pin=pin if pin in TONES else "", dark=_is_dark(request))
    if svg is None:
        return _no_map()
    return _checked(request, svg.encode(), "image/svg+xml")


def _no_map() -> HttpResponse:
    """For programs and picture elements: a sentence is enough, nobody sees a page here."""
    return HttpResponse(_("Es ist noch keine Karte eingelesen."), status=404, content_type="text/plain; charset=utf-8")


def _checked(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    """With an ETag: the browser asks again, and gets the body again only after an import or a change of colour."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300, must-revalidate"
    return response


def _with_tile_headers(response: HttpResponseBase, request: HttpRequest, etag: str, sha: str = "") -> HttpResponseBase:
    version = request.GET.get("v", "")
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = (
        _FOREVER if len(version) >= 12 and (sha or etag[1:]).startswith(version) else _CHECK_FIRST
    )
    return response


def _wants_json(request: HttpRequest) -> bool:
    wanted = request.GET.get("format")
    return wanted == "json" or (
        wanted is None and request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def _is_dark(request: HttpRequest) -> bool:
    return request.GET.get("schema") == "dunkel" or request.GET.get("theme") == "dark"


def _limit(request: HttpRequest) -> int:
    text = request.GET.get("limit", "")
    return min(int(text), _MOST_HITS) if text.isascii() and text.isdigit() and 0 < len(text) < 4 else _HITS


def _position(request: HttpRequest) -> tuple[float, float]:
    return _number(request, "lon", None, -180, 180, clamp=False), _number(request, "lat", None, -90, 90, clamp=False)


def _number(
    request: HttpRequest, name: str, default: float | None, low: float, high: float, *, clamp: bool = True
) -> float:
    text = request.GET.get(name, "")[:40]
    try:
        value = float(text) if text or default is None else default
    except ValueError:
        raise BadNumber from None
    if not isfinite(value) or (not clamp and not low <= value <= high):
        raise BadNumber
    return max(low, min(high, value))
