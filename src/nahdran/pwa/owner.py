# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mark that stands for a signed-in person on their own device: enough to see that somebody else sits there now, too little to say who."""

from typing import Any

from django.utils.crypto import salted_hmac

from nahdran.accounts.enums import Kind

# Tells the scripts of the next page that somebody has signed out.
SIGNED_OUT_COOKIE = "nahdran_abgemeldet"


def owner_mark(user: Any) -> str:
    """Empty for guests and for staff, who report nothing in their own name."""
    if not user.is_authenticated or user.kind != Kind.CITIZEN:
        return ""
    return salted_hmac("nahdran.pwa.owner", str(user.pk), algorithm="sha256").hexdigest()[:24]
