# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers as XML and as JSON by the Spark convention: one tree, two spellings. Knows the names of elements and nothing of reports.

A tree is a dictionary, a list, text, a number, a boolean, a moment or None. In XML the items of a list get the name that belongs to its
container; JSON has the bare list.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

Tree = Any
XML, JSON = "xml", "json"
MEDIA_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
ITEMS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
    "media_urls": "media_url",
}
# Signs that no XML may hold, however they are written.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def moment(value: datetime | None) -> str | None:
    """W3CDTF with its zone, to the second: ``2026-03-04T11:34:00Z``."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if value else None


def render(root: str, tree: Tree, form: str) -> bytes:
    """The document. ``root`` names the element around it, which JSON leaves out."""
    if form == JSON:
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), default=moment).encode()
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + _element(root, tree) + "\n").encode()


def _element(name: str, tree: Tree) -> str:
    if isinstance(tree, Mapping):
        inside = "".join(_element(key, value) for key, value in tree.items())
    elif isinstance(tree, list):
        inside = "".join(_element(ITEMS[name], item) for item in tree)
    else:
        inside = escape(_ILLEGAL.sub("", _text(tree)))
    return f"<{name}>{inside}</{name}>"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(moment(value)) if isinstance(value, datetime) else str(value)


def answer(
    request: HttpRequest, root: str, tree: Tree, form: str, *, status: int = 200, modified: datetime | None = None
) -> HttpResponse:
    """The response with its type and, for a read, with marks by which the reader need not load the same thing twice."""
    body = render(root, tree, form)
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPES[form])
    if request.method not in {"GET", "HEAD"} or status != 200:
        return without_body(request, response)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    seconds = int(modified.timestamp()) if modified else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    found = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    return without_body(request, found or response)


def without_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """To HEAD the same answer without what it would hold."""
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
