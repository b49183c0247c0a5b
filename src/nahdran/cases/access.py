# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret link and the code of a case: derived from its salt and the secret key, never stored.

Used by the citizen's pages and by the mails. Who holds link or code may read and answer; a new salt ends both.
"""

import hmac
import secrets
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from nahdran.cases.models import Access, Case
from nahdran.kit.ids import CODE_LETTERS

CODE_LENGTH = 8
SESSION_KEY = "cases_open"
# A shared computer must not collect access to many concerns.
SESSION_LIMIT = 20


def new_salt() -> str:
    return secrets.token_hex(16)


def _derive(key: str, purpose: str, access: Access) -> bytes:
    return hmac.new(key.encode(), f"nahdran.cases.{purpose}:{access.case_id}:{access.salt}".encode(), sha256).digest()


def _token(key: str, access: Access) -> str:
    return _derive(key, "link", access).hex()[:40]


def _code(key: str, access: Access) -> str:
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in _derive(key, "code", access)[:CODE_LENGTH])


def code_of(case: Case) -> str:
    """The code beside the reference, in two groups of four for reading out."""
    code = _code(settings.SECRET_KEY, case.access)
    return f"{code[:4]}-{code[4:]}"


def link_of(case: Case) -> str:
    """The whole address of the secret link, for mails."""
    path = reverse(
        "cases:enter", kwargs={"reference": case.reference, "token": _token(settings.SECRET_KEY, case.access)}
    )
    return f"{settings.SITE_URL}{path}"


def answer_token_of(case: Case, *, change_id: int, who: int) -> str:
    """For the links of one closing to one person: it answers this one question and opens nothing."""
    return _derive(settings.SECRET_KEY, f"answer.{change_id}.{who}", case.access).hex()[:32]


def is_answer_token(case: Case, token: str, *, change_id: int, who: int) -> bool:
    tokens = [_derive(key, f"answer.{change_id}.{who}", case.access).hex()[:32] for key in _keys()]
    return any([constant_time_compare(known, token) for known in tokens])  # noqa: C419  no early exit: constant time


def digests_of(email: str) -> list[str]:
    """What stands for an address where it must not stand itself; by today's key first, then by older ones."""
    told = f"nahdran.cases.not_asked:{email.lower()}".encode()
    return [hmac.new(key.encode(), told, sha256).hexdigest() for key in _keys()]


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def is_token(case: Case, token: str) -> bool:
    return any([constant_time_compare(_token(key, case.access), token) for key in _keys()])  # noqa: C419  no early exit: constant time


def is_code(case: Case, code: str) -> bool:
    typed = "".join(sign for sign in code.upper() if sign in CODE_LETTERS)
    return any([constant_time_compare(_code(key, case.access), typed) for key in _keys()])  # noqa: C419  no early exit: constant time


def grant(session: dict, case: Case) -> None:
    """Remember in the session that this person may see the case, as long as its salt stays the same."""
    held = {reference: salt for reference, salt in session.get(SESSION_KEY, {}).items() if reference != case.reference}
    held[case.reference] = sha256(case.access.salt.encode()).hexdigest()[:16]
    session[SESSION_KEY] = dict(list(held.items())[-SESSION_LIMIT:])


def is_granted(session: dict, case: Case) -> bool:
    held = session.get(SESSION_KEY, {}).get(case.reference, "")
    return constant_time_compare(held, sha256(case.access.salt.encode()).hexdigest()[:16])
