# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One-time links by which staff set their password. A link dies when it is used, when its time is over, or when the password changes."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from nahdran.accounts.models import User


def password_link(user: User) -> str:
    """The full address for a mail or the console; it opens without anything else, so it goes to its person alone."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("accounts_staff:password_set", kwargs={"uidb64": uid, "token": token})
    return f"{settings.SITE_URL}{path}"


def hours_valid() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT) // 3600
