# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving out, checking and revoking keys for other programs. Called by the settings page, by the console and by every interface.

A key is ``nahdran_<prefix>_<secret>``. The secret has 160 random bits, so a plain hash of it cannot be turned back by guessing.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from nahdran.accounts import actions
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.models import ApiKey, User
from nahdran.accounts.operations.people import CONSOLE
from nahdran.accounts.scopes import api_scopes
from nahdran.audit.operations import record
from nahdran.kit.clock import now
from nahdran.kit.text import clean_line

NOTED_EVERY = timedelta(hours=1)
_SHAPE = re.compile(r"^nahdran_([0-9a-f]{8})_([0-9a-f]{40})$")


@dataclass(frozen=True, slots=True)
class NewKey:
    """``plain`` is the key itself. It stands nowhere else and cannot be shown a second time."""

    row: ApiKey
    plain: str


@transaction.atomic
def create_api_key(
    *,
    actor: User | None,
    name: str,
    scopes: Iterable[str],
    rate_per_minute: int = 120,
    expires_at: datetime | None = None,
) -> NewKey:
    """Give out a key. Raises UnableToChange without a name or scope or with an end in the past; an unknown scope raises UnknownKey."""
    wanted = sorted(set(scopes))
    for key in wanted:
        api_scopes.get(key)
    name = clean_line(name)[:80]
    if not name or not wanted:
        raise UnableToChange("incomplete", _("Ein Schlüssel braucht einen Namen und mindestens einen Zweck."))
    if expires_at is not None and expires_at <= now():
        raise UnableToChange("expired", _("Das Ende der Gültigkeit liegt in der Vergangenheit."))
    prefix, secret = secrets.token_hex(4), secrets.token_hex(20)
    row = ApiKey.objects.create(
        name=name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=wanted,
        rate_per_minute=rate_per_minute,
        created_at=now(),
        created_by=actor,
        expires_at=expires_at,
    )
    data = {"scopes": wanted, "rate_per_minute": rate_per_minute, "expires_at": expires_at}
    record(action=actions.API_KEY_CREATED, actor=actor, actor_label=_who(actor), obj=row, data=data)
    return NewKey(row, f"nahdran_{prefix}_{secret}")


@transaction.atomic
def revoke_api_key(*, actor: User | None, key: ApiKey) -> None:
    """End a key now and for good. One that has ended already is no error."""
    fresh = ApiKey.objects.select_for_update().get(pk=key.pk)
    if fresh.revoked_at is None:
        fresh.revoked_at = now()
        fresh.save(update_fields=["revoked_at"])
        record(action=actions.API_KEY_REVOKED, actor=actor, actor_label=_who(actor), obj=fresh)


def check_api_key(plain: str, scope: str) -> ApiKey | None:
    """The key, if it is one of ours, still valid and good for ``scope``. Side effect: notes about once an hour that it was used."""
    api_scopes.get(scope)
    match = _SHAPE.match(plain.strip())
    row = ApiKey.objects.filter(prefix=match[1]).first() if match else None
    # Compared in any case, so that the time says nothing about whether the prefix exists.
    fits = constant_time_compare(_digest(match[2] if match else ""), row.digest if row else "-")
    moment = now()
    if row is None or not fits or scope not in row.scopes or row.revoked_at is not None:
        return None
    if row.expires_at is not None and row.expires_at <= moment:
        return None
    if row.last_used_at is None or moment - row.last_used_at >= NOTED_EVERY:
        ApiKey.objects.filter(pk=row.pk).update(last_used_at=moment.replace(minute=0, second=0, microsecond=0))
    return row


def _digest(secret: str) -> str:
    return sha256(f"nahdran.api_key:{secret}".encode()).hexdigest()


def _who(actor: User | None) -> str:
    return "" if actor is not None else CONSOLE
