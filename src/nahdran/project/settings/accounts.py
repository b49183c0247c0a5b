# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sign-in: staff with password and second factor or passkey or the town's own identity provider, citizens with a code by e-mail."""

import ipaddress
from urllib.parse import urlsplit

from environs import Env

from nahdran.project.settings.oidc import PROVIDER_ID, openid_connect

env = Env()

_site = urlsplit(env.str("SITE_URL", "http://127.0.0.1"))

LOGIN_URL = "/konto/anmelden/"
LOGIN_REDIRECT_URL = "/arbeitsplatz/"
LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["nahdran.accounts.backends.StaffPassword"]
SESSION_ENGINE = "nahdran.accounts.sessions"
PASSWORD_RESET_TIMEOUT = 48 * 3600
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
# So often one address may ask a public page or answer in a minute (some may more); 0: no limit. Staff are never stopped.
READS_PER_MINUTE = env.int("READS_PER_MINUTE", 240)

# Everything under these addresses belongs to staff; see nahdran.accounts.middleware.StaffGate.
STAFF_PREFIXES = ["/arbeitsplatz/", "/redaktion/"]
STAFF_SIGN_IN_PREFIX = "/arbeitsplatz/anmelden/"
STAFF_SET_UP_PREFIXES = [
    "/arbeitsplatz/mein-konto/zweiter-faktor/",
    "/arbeitsplatz/mein-konto/bestaetigen/",
    "/arbeitsplatz/abmelden/",
]
STAFF_IDLE_SECONDS = env.int("STAFF_IDLE_MINUTES", 60) * 60

ACCOUNT_ADAPTER = "nahdran.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody signs up by a form; allauth takes from here that staff have a password.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "nahdran.accounts.forms.StaffSignInForm",
    "reauthenticate": "nahdran.accounts.forms.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

MFA_ADAPTER = "nahdran.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# A passkey stands for password and second factor together, so it must ask for a finger, a face or a PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _site.scheme == "http"
MFA_FORMS = {
    "authenticate": "nahdran.accounts.forms.SecondFactorForm",
    "reauthenticate": "nahdran.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "nahdran.accounts.forms.ActivateTotpForm",
    "add_webauthn": "nahdran.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "nahdran.accounts.forms.RenamePasskeyForm",
}


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


# Passkeys belong to a name; browsers refuse them on a bare address such as 127.0.0.1.
PASSKEY_HOST = _site.hostname or "localhost"
PASSKEYS_POSSIBLE = not _is_address(PASSKEY_HOST)

SOCIALACCOUNT_ADAPTER = "nahdran.accounts.adapter.OidcAdapter"
SOCIALACCOUNT_PROVIDERS = openid_connect(env)
SOCIALACCOUNT_STORE_TOKENS = False
# The provider says which second factor it asked for in this claim and these values; without them ours is asked for as well.
OIDC_IS_ON = bool(SOCIALACCOUNT_PROVIDERS)
OIDC_PROVIDER_ID = PROVIDER_ID
OIDC_LABEL = env.str("OIDC_LABEL", "Dienstkonto")
# Without email_verified in its claims a provider is believed only if the town says so.
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", False)
OIDC_MFA_CLAIM = env.str("OIDC_MFA_CLAIM", "")
OIDC_MFA_VALUES: list[str] = env.list("OIDC_MFA_VALUES", [])
