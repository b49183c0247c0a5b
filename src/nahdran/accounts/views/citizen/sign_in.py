# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/konto/anmelden/: an address, then the code that came by mail. An account comes into being with its first code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts import throttle
from nahdran.accounts.enums import Kind
from nahdran.accounts.forms import CodeForm, EmailForm
from nahdran.accounts.models import User
from nahdran.accounts.operations import codes, links
from nahdran.accounts.operations.citizens import citizen_for

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# At most some sixty tries a day: a code has a million values.
PAUSES = throttle.Pauses(free=10, first=30, longest=1800)


@never_cache
@require_http_methods(["GET", "POST"])
@throttle.throttled("code-request", limit=20, seconds=600)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address. The answer is the same whether we know it or not."""
    next_url = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(next_url or _home_of(request))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not throttle.hit("code-mail", email, limit=5, seconds=900):
            return throttle.too_many(request, 900)
        waiting = codes.start(
            email=email,
            language=get_language() or "de",
            next_url=next_url,
            link=lambda address, salt: _address_of(links.SignInLink(address, salt, next_url)),
        )
        request.session[codes.SESSION_KEY] = waiting.as_data()
        return redirect("accounts:sign_in_code")
    status = 422 if form.is_bound else 200
    return render(
        request,
        "accounts/citizen/sign_in.html",
        {"form": form, "next": next_url, "current_nav": "account"},
        status=status,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@throttle.throttled("code-try", limit=30, seconds=600)
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; five tries for one code, and after ten wrong ones for one address a pause before each further try."""
    waiting = codes.Waiting.of(request.session.get(codes.SESSION_KEY))
    if waiting is None:
        request.session.pop(codes.SESSION_KEY, None)
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wait := throttle.seconds_to_wait("code-try-mail", waiting.email, PAUSES):
            return _paused(request, form, waiting, wait)
        if codes.is_right(waiting, form.cleaned_data["code"]) and (person := citizen_for(email=waiting.email)):
            return _enter(request, person, waiting)
        waiting.tries += 1
        if waiting.tries >= codes.MOST_TRIES:
            del request.session[codes.SESSION_KEY]
            messages.error(request, _("Der Code war fünfmal falsch. Bitte fordern Sie einen neuen an."))
            return redirect("accounts:sign_in")
        request.session[codes.SESSION_KEY] = waiting.as_data()
        form.add_error("code", _("Dieser Code stimmt nicht. Bitte sehen Sie in der neuesten E-Mail nach."))
    return _code_page(request, form, waiting, 422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@throttle.throttled("sign-in-link", limit=30, seconds=600)
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Opening it only shows a button, because scanners of mailboxes open every link they find."""
    link = links.link_of(token)
    if link is None:
        return _link_is_over(request)
    if request.method == "POST":
        if not links.use(link) or (person := citizen_for(email=link.email)) is None:
            return _link_is_over(request)
        throttle.clear("code-try-mail", link.email)
        login(request, person, backend=BACKEND)
        return redirect(link.next or "accounts:overview")
    context = {"email": link.email, "current_nav": "account"}
    return render(request, "accounts/citizen/sign_in_link.html", context)


def _link_is_over(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen Code an."))
    return redirect("accounts:sign_in")


def _address_of(link: links.SignInLink) -> str:
    return f"{settings.SITE_URL}{reverse('accounts:sign_in_link', args=[links.token_of(link)])}"


def _paused(request: HttpRequest, form: CodeForm, waiting: codes.Waiting, seconds: int) -> HttpResponse:
    """Somebody has tried many codes for this address. The link in the mail is not touched by that."""
    minutes = max(1, -(-seconds // 60))
    form.add_error(
        "code",
        ngettext(
            "Für diese Adresse waren viele Codes falsch. Warten Sie eine Minute, oder öffnen Sie den Link in der E-Mail: Er gilt sofort.",
            "Für diese Adresse waren viele Codes falsch. Warten Sie %(minutes)s Minuten, oder öffnen Sie den Link in der E-Mail: Er gilt sofort.",
            minutes,
        )
        % {"minutes": minutes},
    )
    response = _code_page(request, form, waiting, 429)
    response["Retry-After"] = str(seconds)
    return response


def _code_page(request: HttpRequest, form: CodeForm, waiting: codes.Waiting, status: int) -> HttpResponse:
    context = {"form": form, "email": waiting.email, "shown": waiting.shown, "current_nav": "account"}
    return render(request, "accounts/citizen/sign_in_code.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("Sie sind abgemeldet."))
    return HttpResponseRedirect(settings.LOGOUT_REDIRECT_URL)


def _enter(request: HttpRequest, person: User, waiting: codes.Waiting) -> HttpResponse:
    """Start the session; Django gives it a new key, so one planted before is worth nothing."""
    del request.session[codes.SESSION_KEY]
    throttle.clear("code-try-mail", waiting.email)
    login(request, person, backend=BACKEND)
    return redirect(waiting.next or "accounts:overview")


def _safe_next(request: HttpRequest) -> str:
    """Where to go afterwards, if it is an address of this very site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return ""


def _home_of(request: HttpRequest) -> str:
    return "accounts_staff:my_account" if getattr(request.user, "kind", "") == Kind.STAFF else "accounts:overview"
