# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in with a code by e-mail: making, mailing and checking it. The waiting sign-in lives in the visitor's session.

The same answer and the same page for every address, known or not. The views count tries with ``accounts.throttle``.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from nahdran.accounts import mailer
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.kit.clock import now

VALID_FOR = timedelta(minutes=15)
MOST_TRIES = 5
SESSION_KEY = "sign_in_code"


@dataclass(slots=True)
class Waiting:
    """A code that was sent; only its keyed hash is kept. ``shown`` is filled in the demonstration alone."""

    email: str
    hash: str
    salt: str
    sent_at: int
    next: str = ""
    tries: int = 0
    shown: str = ""

    @classmethod
    def of(cls, data: Any) -> "Waiting | None":
        """Out of a session; None if there is nothing or it is too old."""
        if not isinstance(data, dict):
            return None
        waiting = cls(**data)
        return waiting if now().timestamp() - waiting.sent_at <= VALID_FOR.total_seconds() else None

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def start(
    *, email: str, language: str, next_url: str = "", link: Callable[[str, str], str] = lambda address, salt: ""
) -> Waiting:
    """Send a code to ``email`` and return what the session must remember. Side effect: at most one mail.

    ``link`` makes, from the address and the salt of the code, the address that opens the same door from the mail.

    Staff get a mail that shows them their own entrance and locked accounts get none; to the visitor it all looks the same.
    """
    address = email.strip().lower()
    code = f"{secrets.randbelow(1_000_000):06d}"
    salt = secrets.token_hex(8)
    waiting = Waiting(
        email=address, hash=_hash(code, address, salt), salt=salt, sent_at=int(now().timestamp()), next=next_url
    )
    person = User.objects.filter(email=address).first()
    if person is not None and person.kind == Kind.STAFF:
        _send(address, language, "accounts/use_staff_entrance", salt, {"site": settings.SITE_URL})
        waiting.hash = ""
    elif person is not None and not person.is_active:
        waiting.hash = ""
    else:
        minutes = int(VALID_FOR.total_seconds() // 60)
        context = {"code": f"{code[:3]} {code[3:]}", "minutes": minutes, "link": link(address, salt)}
        _send(address, language, "accounts/code", salt, context)
        if settings.DEMO:
            waiting.shown = code
    return waiting


def is_right(waiting: Waiting, typed: str) -> bool:
    """Compare in constant time; spaces that people copy along do not matter."""
    code = "".join(sign for sign in typed if sign.isdecimal())
    return bool(waiting.hash) and constant_time_compare(waiting.hash, _hash(code, waiting.email, waiting.salt))


def _hash(code: str, email: str, salt: str) -> str:
    return salted_hmac("nahdran.sign_in_code", f"{code}:{email}:{salt}", algorithm="sha256").hexdigest()


def _send(address: str, language: str, template: str, salt: str, context: dict[str, Any]) -> None:
    mailer.send(
        mailer.Mail(
            address=address,
            name="",
            language=language,
            template=template,
            context=context,
            dedup_key=f"{template}:{salt}",
            is_secret=True,
        )
    )
