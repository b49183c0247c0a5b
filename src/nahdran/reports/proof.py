# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proof of work: a sum that costs a browser a second and a robot its business. Our own, so no page asks anybody outside.

Nothing is stored about a question; the server recognises its own by a signature, and that an answer was used by the throttle.
The counterpart is ``client/proof.ts``.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.core import signing

from nahdran.accounts.throttle import hit

# The number to be found lies below this; on the phones of today that is a second or two.
MOST = 60_000
SECONDS = 20 * 60
_SALT = "nahdran.reports.proof"


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Find the number below ``most`` for which SHA-256 of ``salt`` and number in digits is ``target``. ``token`` comes back with it."""

    salt: str
    target: str
    most: int
    token: str


def new_puzzle() -> Puzzle:
    salt = secrets.token_hex(12)
    target = _digest(salt, secrets.randbelow(MOST))
    return Puzzle(salt, target, MOST, signing.dumps([salt, target], salt=_SALT))


def is_solved(answer: str) -> bool:
    """Whether ``answer`` (token, dot, number) solves a puzzle of ours. Each counts once. Side effect: one row of the throttle."""
    token, _dot, number = answer.rpartition(".")
    try:
        salt, target = signing.loads(token, salt=_SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if not (number.isascii() and number.isdecimal() and len(number) < 9) or _digest(salt, int(number)) != target:
        return False
    return hit("reports.proof", salt, 1, SECONDS)


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
