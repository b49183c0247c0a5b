# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the citizens' account under /konto/, and the un-namespaced names that django-allauth asks for."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path
from django.views.generic import RedirectView

from nahdran.accounts.views.citizen import account, sign_in
from nahdran.accounts.views.staff import my_account
from nahdran.accounts.views.staff import sign_in as staff_sign_in

konto = [
    path("", account.overview, name="overview"),
    path("anmelden/", sign_in.sign_in, name="sign_in"),
    path("anmelden/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("anmelden/link/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("abmelden/", sign_in.sign_out, name="sign_out"),
    path("abmelden/ueberall/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("daten/", account.data, name="data"),
    path("daten/export/", account.export, name="export"),
    path("daten/loeschen/", account.delete, name="delete"),
]

# allauth asks for these names without a namespace. Only what staff need is mounted; the rest of allauth does not exist here.
factor = "mein-konto/zweiter-faktor/"
again = "mein-konto/bestaetigen/"
allauth = [
    path("anmelden/", staff_sign_in.SignIn.as_view(), name="account_login"),
    path("anmelden/zweiter-faktor/", staff_sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("anmelden/passkey/", staff_sign_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("anmelden/oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("anmelden/oidc/<slug:provider_id>/callback/", oidc.callback, name="openid_connect_callback"),
    path("anmelden/oidc-abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("anmelden/oidc-fehler/", social.login_error, name="socialaccount_login_error"),
    path(again, reauthenticate, name="account_reauthenticate"),
    path(f"{again}code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(f"{again}passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(f"{factor}app/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{factor}app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{factor}passkey/neu/", my_account.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(f"{factor}passkey/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(f"{factor}passkey/<int:pk>/entfernen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{factor}notfallcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{factor}notfallcodes/neu/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{factor}notfallcodes/laden/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    # allauth returns to these lists after a change; ours is the account page.
    path(f"{factor}liste/", RedirectView.as_view(pattern_name="accounts_staff:my_account"), name="mfa_index"),
    path(
        f"{factor}passkeys/", RedirectView.as_view(pattern_name="accounts_staff:my_account"), name="mfa_list_webauthn"
    ),
]

urlpatterns = [
    path("konto/", include((konto, "accounts"))),
    path("arbeitsplatz/", include(allauth)),
]
