# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON interface /api/v1/, put together from the routers that the installed manifests name, and the documents of all interfaces.

No feature is named here. What every answer has in common stands here: the rate, errors in one shape, marks for caches, reads for any site.
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.throttling import BaseThrottle

from nahdran import __version__
from nahdran.accounts import throttle
from nahdran.kit.capability import capabilities

MINUTE = 60


class ReadRate(BaseThrottle):
    """The same count for all readers without a key, across all worker processes."""

    def allow_request(self, request: HttpRequest) -> bool:
        return throttle.hit("api.read", throttle.client_key(request), settings.API_READS_PER_MINUTE, MINUTE)

    def wait(self) -> float:
        return MINUTE


def build_api() -> NinjaAPI:
    api = NinjaAPI(
        title="nahdran",
        version=__version__,
        description=str(_("Was die Stadt öffentlich zeigt, als JSON. Ohne Anmeldung und ohne Schlüssel.")),
        docs_url=None,
        urls_namespace="api",
        throttle=[ReadRate()],
    )
    api.add_exception_handler(ValidationError, partial(_invalid, api=api))
    for config in capabilities():
        for prefix, router in config.api.items():
            api.add_router(prefix, import_string(router.replace(":", ".")))
    return api


def _invalid(request: HttpRequest, error: ValidationError, api: NinjaAPI) -> HttpResponse:
    """One sentence for each parameter that cannot be understood."""
    sentences = [f"{entry['loc'][-1]}: {entry['msg']}" for entry in error.errors]
    return api.create_response(request, {"detail": "; ".join(sentences)}, status=422)


def readable(patterns: Iterable[Any]) -> list[Any]:
    """The patterns with what HTTP wants of something that can only be read: HEAD, OPTIONS, ETag, and pages of any site may ask."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _as_read(pattern.callback)
        found.append(pattern)
    return found


def _as_read(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"}))
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
        assert isinstance(response, HttpResponse)
        if response.status_code == 200:
            response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
            patch_cache_control(response, no_cache=True)
            response = get_conditional_response(request, etag=response["ETag"], response=response) or response
        if is_head:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return _open(response)

    return reading


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def documents(api: NinjaAPI) -> dict[str, dict[str, Any]]:
    """The OpenAPI documents of all interfaces, by their title: ours, and those that the manifests name."""
    own: dict[str, Any] = dict(api.get_openapi_schema())
    found = {str(own["info"]["title"]): own}
    for config in capabilities():
        for name in config.api_documents:
            document = import_string(name.replace(":", "."))()
            found[str(document["info"]["title"])] = document
    return found
