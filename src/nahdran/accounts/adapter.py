# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our answers to the questions of django-allauth: who may sign up (nobody), where to go next, how mail leaves, what a passkey is bound to."""

import base64
import hashlib
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.accounts import mailer
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.kit.text import clean_line

# allauth's own German says "du" here and there, and speaks of tokens.
SIGN_IN_ERRORS = {
    "account_inactive": gettext_lazy("Dieses Konto ist gesperrt. Bitte wenden Sie sich an Ihre Administration."),
    "email_password_mismatch": gettext_lazy("E-Mail-Adresse und Passwort passen nicht zusammen."),
    "incorrect_code": gettext_lazy("Dieser Code stimmt nicht. Bitte geben Sie den neuesten ein."),
    "incorrect_password": gettext_lazy("Dieses Passwort stimmt nicht."),
    "too_many_login_attempts": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten."),
    "rate_limited": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten."),
}
FACTOR_ERRORS = {
    "incorrect_code": SIGN_IN_ERRORS["incorrect_code"],
    "cannot_delete_authenticator": gettext_lazy(
        "Das ist Ihr einziger zweiter Faktor. Richten Sie zuerst einen anderen ein."
    ),
}
# What is said after a change; being signed in or out shows and needs no message.
MESSAGES = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Die App ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Die App ist entfernt."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Der Passkey ist hinzugefügt."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Der Passkey ist entfernt."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Ihre Notfallcodes sind erzeugt."),
}
MFA_STAGE = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **SIGN_IN_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Staff are invited; citizens get their account with their first code."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password comes the second factor, unless the identity provider has just asked for one."""
        return [] if getattr(self.request, "second_factor_by_provider", False) else [MFA_STAGE]

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        messages.error(request, _("Dieses Konto ist gesperrt. Bitte wenden Sie sich an Ihre Administration."))
        return redirect("accounts_staff:sign_in")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """In our words, or not at all."""
        if message := kwargs.get("message") or MESSAGES.get(message_template or ""):
            messages.add_message(request, level, message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The few mails that allauth writes itself leave by the same way as ours."""
        subject = clean_line(render_to_string(f"{template_prefix}_subject.txt", context))
        body = render_to_string(f"{template_prefix}_message.txt", context)
        key = hashlib.sha256(f"{template_prefix}:{email}:{body}".encode()).hexdigest()[:32]
        mail = mailer.Mail(email, "", "de", "accounts/plain", dedup_key=key, context={"subject": subject, "body": body})
        mailer.send(mail)


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **FACTOR_ERRORS}

    def get_totp_issuer(self) -> str:
        return f"nahdran {settings.PASSKEY_HOST}"

    def encrypt(self, text: str) -> str:
        """The secret of an authenticator app lies in the database; without the secret key a copy of it is worth nothing."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff always keep one second factor; they add the new one before they remove the old one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002  named by allauth
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bound to the configured address, not to the host a request claims."""
        return {"id": settings.PASSKEY_HOST, "name": "nahdran"}


class OidcAdapter(DefaultSocialAccountAdapter):
    """The town's identity provider proves who somebody is; whether they may enter is decided here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lets active staff in whose address the provider vouches for; everybody else sees why not."""
        claims = _claims(sociallogin)
        if sociallogin.is_existing:
            person: User | None = User.objects.get(pk=sociallogin.user.pk)
        else:
            trusted = claims.get("email_verified") is True or settings.OIDC_TRUST_EMAIL
            email = str(claims.get("email") or "").strip().lower()
            person = User.objects.filter(email=email).first() if email and trusted else None
        if person is None or person.kind != Kind.STAFF or not person.is_active:
            _turn_away(
                request,
                _("Zu diesem Dienstkonto gibt es hier keinen Zugang. Bitte wenden Sie sich an Ihre Administration."),
            )
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)
        request.second_factor_by_provider = _proves_second_factor(claims)  # type: ignore[attr-defined]

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        _turn_away(
            request, _("Die Anmeldung mit dem Dienstkonto ist fehlgeschlagen. Bitte versuchen Sie es noch einmal.")
        )


def _turn_away(request: HttpRequest, message: str) -> NoReturn:
    messages.error(request, message)
    raise ImmediateHttpResponse(redirect("accounts_staff:sign_in"))


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """All claims; those of the signed token win over those of the user info."""
    data = sociallogin.account.extra_data or {}
    return {**(data.get("userinfo") or {}), **(data.get("id_token") or {})}


def _proves_second_factor(claims: dict[str, Any]) -> bool:
    if not settings.OIDC_MFA_CLAIM:
        return False
    value = claims.get(settings.OIDC_MFA_CLAIM)
    values = value if isinstance(value, list) else [value]
    return any(each in settings.OIDC_MFA_VALUES for each in values)


def _fernet() -> MultiFernet:
    """Keys derived from the secret key and its predecessors, so that it can be changed without losing the factors."""
    secrets_ = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"nahdran.mfa:" + key.encode()).digest())) for key in secrets_]
    )
