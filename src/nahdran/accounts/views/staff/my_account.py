# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/mein-konto/: a member of staff about themselves: name, password, second factors, where they are signed in."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts.access import staff_required
from nahdran.accounts.forms import NewPasswordForm, OwnDetailsForm
from nahdran.accounts.models import User
from nahdran.accounts.operations.citizens import save_own_details
from nahdran.accounts.operations.passwords import set_password
from nahdran.accounts.operations.people import sign_out_everywhere as end_all
from nahdran.accounts.queries import has_own_second_factor, open_sessions


@never_cache
@staff_required()
@require_http_methods(["GET", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    form = OwnDetailsForm(request.POST or None, instance=_me(request))
    if request.method == "POST" and form.is_valid():
        save_own_details(person=form.instance, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Gespeichert."))
        return redirect("accounts_staff:my_account")
    factors = list(Authenticator.objects.filter(user=_me(request)).order_by("created_at"))
    context = {
        "form": form,
        "has_app": any(each.type == Authenticator.Type.TOTP for each in factors),
        "passkeys": [each.wrap() for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "codes_left": _codes_left(factors),
        "sessions": open_sessions(_me(request), request.session.session_key),
        "passkeys_possible": settings.PASSKEYS_POSSIBLE,
        "current_desk": "my_account",
    }
    return render(request, "accounts/staff/my_account.html", context, status=422 if form.is_bound else 200)


@never_cache
@staff_required()
@reauthentication_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; this session goes on, all others end."""
    form = NewPasswordForm(request.POST or None, user=_me(request))
    if request.method == "POST" and form.is_valid():
        set_password(person=form.user, password=form.cleaned_data["password"], keep_session=request.session.session_key)
        update_session_auth_hash(request, form.user)
        messages.success(request, _("Ihr Passwort ist geändert. Auf anderen Geräten sind Sie abgemeldet."))
        return redirect("accounts_staff:my_account")
    return render(request, "accounts/staff/change_password.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where the gate leads staff who have no second factor yet: why, and which one."""
    if has_own_second_factor(_me(request)):
        return redirect("accounts_staff:my_account")
    return render(request, "accounts/staff/second_factor.html", {"passkeys_possible": settings.PASSKEYS_POSSIBLE})


class AddPasskey(AddWebAuthnView):
    """Asks the browser for a passkey that is found without typing an address first."""

    template_name = "accounts/staff/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        return context


@staff_required()
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_all(person=_me(request))
    logout(request)
    messages.success(request, _("Sie sind auf allen Geräten abgemeldet."))
    return redirect("accounts_staff:sign_in")


def _codes_left(factors: list[Authenticator]) -> int | None:
    """How many recovery codes are unused; None if there are none at all."""
    stored = next((each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return len(stored.wrap().get_unused_codes()) if stored else None


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
