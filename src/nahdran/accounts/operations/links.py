# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link beside the code in the mail for signing in: the other way in, which nobody can block by guessing codes.

It is encrypted, so the address in it is read by nobody on the way, and nothing is kept for it. It opens only for whoever reads the mailbox, in any
browser, once.
"""

import base64
import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from nahdran.accounts import throttle
from nahdran.accounts.operations.codes import VALID_FOR

_SECONDS = int(VALID_FOR.total_seconds())


@dataclass(frozen=True, slots=True)
class SignInLink:
    """``salt`` is that of the code in the same mail; ``next`` an address of this site."""

    email: str
    salt: str
    next: str = ""


def token_of(link: SignInLink) -> str:
    """What stands in the address of the link."""
    return _keys().encrypt(json.dumps(asdict(link)).encode()).decode().rstrip("=")


def link_of(token: str) -> SignInLink | None:
    """None if it was not made by us or is older than a code may be."""
    try:
        plain = _keys().decrypt(token + "=" * (-len(token) % 4), ttl=_SECONDS)
    except (InvalidToken, ValueError):
        return None
    return SignInLink(**json.loads(plain))


def use(link: SignInLink) -> bool:
    """True for the first who comes with it. Side effect: one row among the counters, until the link is too old anyway."""
    return throttle.hit("sign-in-link-used", link.salt, 1, _SECONDS * 2)


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(f"nahdran.sign_in_link:{key}".encode()).digest())) for key in secrets]
    )
