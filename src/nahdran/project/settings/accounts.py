# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sign-in: staff with password and second factor or passkey, citizens with a code by e-mail."""

LOGIN_URL = "/konto/anmelden/"
LOGIN_REDIRECT_URL = "/konto/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "nahdran.accounts.sessions"
