# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that keeps what was typed when a form could not be taken: it shows a form with the same fields, ready to be sent again.

Called by the error pages. Only for a POST that the browser itself says came from a page of ours: otherwise somebody else's page could
fill the fields and have them sent with one click.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from nahdran.org.queries import known_town
from nahdran.shell.theme import theme_of

# Never written into a page; a form that asks for one of these is typed anew.
SECRET_WORDS = {"password", "password1", "password2", "passwort", "token", "secret", "otp", "code", "pin"}
OURS = "csrfmiddlewaretoken"
UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, UnreadablePostError)


@dataclass(frozen=True, slots=True)
class Typed:
    fields: list[tuple[str, str]]
    has_files: bool

    @property
    def words(self) -> list[str]:
        """What somebody wrote, as opposed to what they chose: shown, so that they see that it is there."""
        return [value for _name, value in self.fields if " " in value.strip()]


def typed(request: HttpRequest) -> Typed | None:
    """What may be shown again, or None where there is nothing, or nothing safe."""
    if request.method != "POST" or not _is_from_us(request):
        return None
    try:
        posted, files = request.POST, request.FILES
    except UNREADABLE:
        return None
    names = [name for name in posted if name != OURS]
    if not names or any(SECRET_WORDS.intersection(re.split(r"[^a-z0-9]+", name.lower())) for name in names):
        return None
    return Typed([(name, value) for name in names for value in posted.getlist(name)], bool(files))


def _is_from_us(request: HttpRequest) -> bool:
    """Browsers send Origin with every POST, and no page can change it."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def failure_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """An error page without context processors: it stands without a database."""
    return HttpResponse(render_to_string(template, _frame(request)), status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What an error page shows of the house, as far as it is known without asking anybody."""
    return {
        "request_id": getattr(request, "request_id", ""),
        "town": known_town(),
        "theme": theme_of(request),
        "is_desk": request.path.startswith("/arbeitsplatz/"),
    }


def resend_page(request: HttpRequest, *, otherwise: str, status: int, **words: Any) -> HttpResponse:
    """The page with what was typed; where that is nothing, or not safe, the page ``otherwise``."""
    kept = typed(request)
    if kept is None:
        return failure_page(request, otherwise, status)
    context = {
        "status": status,
        "typed": kept,
        "action": request.get_full_path(),
        "token": get_token(request),
        **_frame(request),
        **words,
    }
    return HttpResponse(render_to_string("project/resend.html", context), status=status)
