# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/anmelden/: password, then the second factor; or a passkey; or the town's identity provider. And the forgotten password."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts import throttle
from nahdran.accounts.demo import demo_people
from nahdran.accounts.enums import Kind
from nahdran.accounts.forms import EmailForm, NewPasswordForm
from nahdran.accounts.models import User
from nahdran.accounts.operations.passwords import set_password
from nahdran.accounts.operations.people import send_password_link

MINUTES_15 = 900


class SignIn(LoginView):
    """The first step. Counted per caller, and per person from one caller, so that nobody can lock somebody else out from afar."""

    template_name = "accounts/staff/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and getattr(request.user, "kind", "") != Kind.STAFF:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        caller = throttle.client_key(request)
        email = request.POST.get("login", "").strip().lower()
        allowed = throttle.hit("sign-in", caller, limit=60, seconds=MINUTES_15)
        allowed &= throttle.hit("sign-in-person", f"{caller} {email}", limit=10, seconds=MINUTES_15)
        # Many callers against one person: slows them all down, and an e-mail link still lets the person in.
        allowed &= throttle.hit("sign-in-email", email, limit=100, seconds=3600)
        if not allowed:
            return throttle.too_many(request, MINUTES_15)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """In the demonstration a person is chosen from the list below the form."""
        initial = super().get_initial()
        return {**initial, "login": self.request.GET.get("als", "")} if settings.DEMO else initial

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["login"].lower()
        throttle.clear("sign-in-person", f"{throttle.client_key(self.request)} {email}")
        throttle.clear("sign-in-email", email)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            demo_people=demo_people(),
            oidc_url=reverse("openid_connect_login", args=[settings.OIDC_PROVIDER_ID]) if settings.OIDC_IS_ON else "",
            oidc_label=settings.OIDC_LABEL,
            passkeys_possible=settings.PASSKEYS_POSSIBLE,
        )


class SecondFactor(AuthenticateView):
    """The second step: the code of an app, a recovery code, or a passkey."""

    template_name = "accounts/staff/sign_in_second_factor.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = str(self.stage.login.user.pk)
        # A code has a million values; a hundred tries a day leave a guesser a chance of one in thousands.
        if not (
            throttle.hit("second-factor", person, 10, MINUTES_15)
            and throttle.hit("second-factor-day", person, 100, 86_400)
        ):
            return throttle.too_many(request, MINUTES_15)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        throttle.clear("second-factor", str(self.stage.login.user.pk))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        email = self.stage.login.user.email
        shown = next((person.code for person in demo_people() if person.email == email), "")
        return super().get_context_data(**kwargs) | {"shown": shown, "passkeys_possible": settings.PASSKEYS_POSSIBLE}


class PasskeySignIn(LoginWebAuthnView):
    """Password and second factor in one: the browser proves the device and its owner."""


@never_cache
@require_http_methods(["GET", "POST"])
@throttle.throttled("password-link", limit=10, seconds=MINUTES_15)
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link if the address is that of staff; say the same to everybody."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if throttle.hit("password-mail", email, limit=3, seconds=3600):
            send_password_link(email=email)
        messages.success(
            request, _("Wenn es zu dieser Adresse einen Zugang gibt, ist eine E-Mail mit einem Link unterwegs.")
        )
        return redirect("accounts_staff:sign_in")
    return render(
        request, "accounts/staff/password_forgotten.html", {"form": form}, status=422 if form.is_bound else 200
    )


class SetPassword(PasswordResetConfirmView):
    """Where the one-time link leads. Django moves the token into the session at once, so it stands in no address afterwards."""

    template_name = "accounts/staff/password_set.html"
    success_url = reverse_lazy("accounts_staff:sign_in")
    form_class = NewPasswordForm  # type: ignore[assignment]

    def get_user(self, uidb64: str) -> Any:
        person = super().get_user(uidb64)
        return person if person and person.is_active and person.kind == Kind.STAFF else None

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["user"] = self.user
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        person: User = form.user
        set_password(person=person, password=form.cleaned_data["password"])
        self.request.session.pop("_password_reset_token", None)
        messages.success(self.request, _("Ihr Passwort ist gesetzt. Bitte melden Sie sich jetzt an."))
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("Sie sind abgemeldet."))
    return redirect("accounts_staff:sign_in")
