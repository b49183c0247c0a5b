# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing out stored bytes. The caller has checked the right to see them; nothing here knows whose they are."""

import structlog
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags

from nahdran.files.enums import Variant
from nahdran.files.models import StoredFile
from nahdran.files.storage import open_bytes

logger = structlog.get_logger(__name__)


def file_response(file: StoredFile, variant: str, *, inline: bool = True, request: HttpRequest) -> HttpResponseBase:
    """The bytes of one rendering (``large``, ``medium``, ``thumb``; ``document`` for a PDF) with headers that let a browser do no harm.

    Answers HEAD and If-None-Match. A PDF is always a download. An unknown rendering or lost bytes are a 404.
    """
    if variant not in file.variants:
        raise Http404(f"{file.pk} has no rendering {variant!r}")
    rendering = Variant(variant)
    etag = f'"{file.sha256[:32]}-{rendering.value}"'
    if _is_known(request, etag):
        return _with_headers(HttpResponseNotModified(), file, etag)
    try:
        source = open_bytes(file.sha256, rendering)
    except FileNotFoundError as error:
        logger.exception("files.bytes_missing", file=str(file.pk))
        raise Http404("bytes are missing") from error
    size = source.seek(0, 2)
    source.seek(0)
    response: HttpResponseBase
    if request.method == "HEAD":
        source.close()
        response = HttpResponse(content_type=file.media_type)
    else:
        response = FileResponse(source, content_type=file.media_type)
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = _disposition(file, inline=inline)
    return _with_headers(response, file, etag)


def _is_known(request: HttpRequest, etag: str) -> bool:
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in asked or any(tag.removeprefix("W/") == etag for tag in asked)


def _disposition(file: StoredFile, *, inline: bool) -> str:
    """An image gets a neutral name: what the camera or its owner called it is nobody's business."""
    name = f"bild-{file.pk.hex[:8]}.jpg" if file.is_image else file.name
    return str(content_disposition_header(not (inline and file.is_image), name))


def _with_headers(response: HttpResponseBase, file: StoredFile, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    # Asked for again each time, so that the right is asked again too, and so that a picture that was taken back or redacted is gone from
    # browsers as well; who has it already gets a short "still the same".
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_vary_headers(response, ["Cookie"])
    return response
