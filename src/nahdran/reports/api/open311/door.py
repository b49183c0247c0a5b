# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every call goes through: format, method, rate, key, jurisdiction, language; and errors in the format that was asked for.

``endpoint`` makes a view of the functions that answer GET and POST. They get a ``Call`` and return a ``Result`` or raise ``Refusal``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from nahdran.accounts import throttle
from nahdran.accounts.models import ApiKey
from nahdran.accounts.operations.api_keys import check_api_key
from nahdran.kit.text import clean, clean_line
from nahdran.reports.api.open311 import wire
from nahdran.reports.api.open311.body import Uploads, read_body
from nahdran.reports.api.open311.problems import Refusal, not_found, refuse
from nahdran.reports.queries.interface import jurisdictions
from nahdran.reports.rules import SCOPE

logger = structlog.get_logger(__name__)

MINUTE = 60
PRODUCTION, SANDBOX = "production", "test"
_READS = ("GET", "HEAD")


@dataclass
class Call:
    """One request, understood so far. ``data`` holds parameters and form together; an empty one counts as absent."""

    request: HttpRequest
    stage: str
    form: str
    data: QueryDict
    uploads: Uploads
    key: ApiKey | None = None

    def get(self, name: str) -> str:
        return clean_line(self.data.get(name, ""))

    def raw(self, name: str) -> str:
        """For what is parsed: a sign that cannot be seen makes it wrong, not empty."""
        return self.data.get(name, "").strip()

    def text(self, name: str) -> str:
        """Several lines."""
        return clean(self.data.get(name, ""))

    def names(self, name: str) -> list[str]:
        """A list with commas, given once or several times."""
        parts = ",".join(self.data.getlist(name)).split(",")
        return list(dict.fromkeys(part for part in map(clean_line, parts) if part))

    @property
    def is_sandbox(self) -> bool:
        return self.stage == SANDBOX

    @property
    def wants_more(self) -> bool:
        return self.get("extensions").lower() in {"true", "1", "yes"}

    @property
    def owner(self) -> ApiKey:
        """The key of a call that needs one."""
        assert self.key is not None
        return self.key


@dataclass(frozen=True, slots=True)
class Result:
    """``root`` is the element around ``tree``; ``modified`` the newest change in it."""

    root: str
    tree: wire.Tree
    modified: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[..., Result]
View = Callable[..., HttpResponseBase]


def endpoint(get: Handler | None = None, post: Handler | None = None) -> View:
    """A view for one address. Reads are for everybody; posts need a key and nothing else, so no cookie can be misused."""
    handlers = {**dict.fromkeys(_READS, get), "POST": post}

    @csrf_exempt
    def view(request: HttpRequest, *, stage: str = PRODUCTION, form: str = "", **kwargs: str) -> HttpResponseBase:
        known, is_known = _form_of(request, form)
        with translation.override(_language(request)):
            try:
                return _answered(request, handlers, stage, known if is_known else "", kwargs)
            except Refusal as refusal:
                return refused(request, refusal, known)
            except SuspiciousOperation:
                return refused(request, refuse(400, _("Die Anfrage ist zu groß oder nicht lesbar.")), known)
            except (OperationalError, InterfaceError):
                logger.exception("open311.database")
                return refused(request, _later(), known)
            except Exception:  # a client that waits for XML or JSON can do nothing with a page
                logger.exception("open311.failed")
                return refused(request, refuse(500, _("Das hat nicht geklappt. Der Fehler liegt bei uns.")), known)

    return view


def _answered(
    request: HttpRequest, handlers: dict[str, Handler | None], stage: str, form: str, kwargs: dict[str, str]
) -> HttpResponse:
    if not form:
        raise not_found("format", form)
    allowed = ", ".join([method for method, each in handlers.items() if each] + ["OPTIONS"])
    if request.method == "OPTIONS":
        return _options(request, allowed)
    handler = handlers.get(request.method or "")
    if handler is None:
        sentence = _("Diese Methode gibt es hier nicht. Möglich: %(allowed)s") % {"allowed": allowed}
        raise refuse(405, sentence, Allow=allowed)
    call = _understood(request, stage, form)
    result = handler(call, **kwargs)
    response = wire.answer(request, result.root, result.tree, form, modified=result.modified)
    for name, value in result.headers.items():
        response[name] = value
    return _finished(request, response, private=call.key is not None)


def _later() -> Refusal:
    return refuse(503, _("Gerade nicht möglich. Bitte später noch einmal."), Retry_After="60")


def refused(request: HttpRequest, refusal: Refusal, form: str) -> HttpResponse:
    """The errors in the format that was asked for."""
    tree = [{"code": problem.status, "description": problem.sentence} for problem in refusal.problems]
    response = wire.answer(request, "errors", tree, form, status=refusal.status)
    for name, value in refusal.headers.items():
        response[name] = value
    return _finished(request, response)


def _form_of(request: HttpRequest, form: str) -> tuple[str, bool]:
    """The format of the address; without one that of the Accept header, else XML, which everybody reads."""
    if form in wire.MEDIA_TYPES:
        return form, True
    prefers_json = request.get_preferred_type(["text/xml", "application/xml", "application/json"]) == "application/json"
    return (wire.JSON if prefers_json or request.path.endswith(".json") else wire.XML), not form


def _language(request: HttpRequest) -> str:
    """That of ``locale``, else the town's own. Not that of the browser: whoever keeps our answers must get the same as everybody."""
    wanted = request.GET.get("locale", "")[:2].lower()
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _understood(request: HttpRequest, stage: str, form: str) -> Call:
    data, uploads = read_body(request) if request.method == "POST" else (request.GET, Uploads())
    call = Call(request, stage, form, data, uploads)
    given = _key_in(request, call)
    if request.method == "POST" or given:
        call.key = _checked(request, given)
    elif not throttle.hit("open311.read", throttle.client_key(request), settings.API_READS_PER_MINUTE, MINUTE):
        raise too_many()
    if (asked := call.get("jurisdiction_id")) and asked.lower() not in jurisdictions():
        raise not_found("jurisdiction_id", asked)
    return call


def _key_in(request: HttpRequest, call: Call) -> str:
    """The key: as a field, as the specification has it, or in a header, where no log of a proxy sees it."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return call.get("api_key") or request.headers.get("X-API-Key", "").strip() or bearer


def _checked(request: HttpRequest, given: str) -> ApiKey:
    """The key behind ``given``, within its rate. Guessing soon ends in 429."""
    caller = throttle.client_key(request)
    if not throttle.hit("open311.call", caller, settings.API_POSTS_PER_MINUTE, MINUTE):
        raise too_many()
    key = check_api_key(given, SCOPE) if given else None
    if key is None:
        if not throttle.hit("open311.wrong_key", caller, settings.API_WRONG_KEYS_PER_MINUTE, MINUTE):
            raise too_many()
        if not given:
            raise refuse(403, _("api_key required: Dafür braucht Ihr Programm einen Schlüssel der Stadt."))
        raise refuse(403, _("api_key invalid: Dieser Schlüssel gilt nicht oder nicht mehr."))
    if not throttle.hit("open311.key", str(key.pk), key.rate_per_minute, MINUTE):
        raise too_many()
    return key


def too_many() -> Refusal:
    return refuse(429, _("Das waren zu viele Anfragen. Bitte in einer Minute weiter."), Retry_After=str(MINUTE))


def _options(request: HttpRequest, allowed: str) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = allowed
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "X-API-Key, Authorization, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return _finished(request, response)


def _finished(request: HttpRequest, response: HttpResponse, *, private: bool = False) -> HttpResponse:
    """Headers of every answer. Reads may be used by pages of any site: they hold what is public, and no cookie counts here."""
    if request.method != "POST":
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, no_cache=True, private=private) if private else patch_cache_control(
        response, no_cache=True
    )
    patch_vary_headers(response, ["X-API-Key", "Authorization"])
    response["Content-Language"] = translation.get_language()
    return response


def unknown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """Any other address below the root."""
    form, _is_known = _form_of(request, "")
    with translation.override(_language(request)):
        return refused(request, not_found("address", ""), form)


unknown = csrf_exempt(unknown)
