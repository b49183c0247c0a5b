# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the pages look and speak: the town's colours, light or dark, the language. All of it works without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nahdran.shell.easy import EASY_COOKIE, easy_is_on
from nahdran.shell.theme import COOKIE, KEYS_COOKIE, THEMES, current_stylesheet, keys_are_on, theme_of

YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> str:
    """The page somebody came from, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


@require_GET
def colours(request: HttpRequest) -> HttpResponse:
    """Two custom properties. The address carries the hash, so an answer may be kept forever."""
    text, version = current_stylesheet()
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    current = request.GET.get("v") == version
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "public, max-age=60"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    back = _back(request)
    if request.method == "POST":
        chosen = request.POST.get("theme", "")
        response = _remember(HttpResponseRedirect(back), COOKIE, chosen if chosen in THEMES else "system")
        _remember(response, EASY_COOKIE, "an" if request.POST.get("leicht") else "aus")
        return _remember(response, KEYS_COOKIE, "on" if request.POST.get("keys") else "off")
    context = {
        "chosen": theme_of(request),
        "keys": keys_are_on(request),
        "easy": easy_is_on(request),
        "back": back,
    }
    return render(request, "shell/appearance.html", context)


# Which language a page speaks harms nobody, and a token here would put a cookie on every page of every guest.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        return _remember(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


# As with the language: it harms nobody, and asks for no token.
@csrf_exempt
@require_POST
def easy(request: HttpRequest) -> HttpResponse:
    """Switches Leichte Sprache on or off and leads back to the page, which is then said that way where the words exist."""
    return _remember(
        HttpResponseRedirect(_back(request)), EASY_COOKIE, "an" if request.POST.get("leicht") == "an" else "aus"
    )
