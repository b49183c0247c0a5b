# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing the log, sealing it, checking it. Called by the operations of every app; the log itself knows no app.

``record`` only inserts, inside the caller's transaction, so no writer ever waits for another one. The chain is closed a little
later by ``seal``; why this order is safe stands in docs/adr/0010-audit-chain.md.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model

from nahdran.audit import queries
from nahdran.audit.actions import READ
from nahdran.audit.models import Entry
from nahdran.audit.registry import actions
from nahdran.kit.clock import now
from nahdran.kit.text import shorten

READ_ONCE_WITHIN = timedelta(minutes=15)
FIRST_HASH = "0" * 64
# One number for the whole database; only sealers take it, and only for the length of one batch.
SEAL_LOCK = 7_301_986_220_115
_SECRET = re.compile(r"passw|secret|token|otp", re.IGNORECASE)

log = structlog.get_logger(__name__)


class SecretInLog(ValueError):
    """A key of ``data`` looks like a secret; the log is readable by people and must hold none."""


def record(
    *,
    action: str,
    actor: Any = None,
    obj: Model | None = None,
    data: Mapping[str, Any] | None = None,
    actor_label: str = "",
) -> Entry:
    """Append one entry in the caller's transaction: it is there if and only if the change it tells of is there.

    ``actor`` is a person or None; then ``actor_label`` says who acted ("Zeitplan", "Gast"). An unknown action raises UnknownKey.
    """
    entry = _entry(action=action, actor=actor, obj=obj, data=data, actor_label=actor_label)
    entry.save(force_insert=True)
    return entry


def record_read(*, actor: Any, obj: Model, what: str) -> bool:
    """Somebody looked at personal data. The same person and object once in 15 minutes, or a busy day would bury the log.

    ``what`` names the data ("Kontaktdaten"). One statement, because nearly every page of the desk asks; False if the look is already in
    the log.
    """
    entry = _entry(action=READ, actor=actor, obj=obj, data={"what": what})
    columns = ("at", "action", "actor_id", "actor_label", "object_type", "object_id", "object_label", "data")
    values = [*(getattr(entry, column) for column in columns[:-1]), json.dumps(entry.data, cls=DjangoJSONEncoder)]
    before = queries.entries_of(actor, obj).filter(action=READ, at__gte=entry.at - READ_ONCE_WITHIN, data__what=what)
    seen, wanted = before.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_entry ({', '.join(columns)}) SELECT {', '.join(['%s'] * len(columns))} WHERE NOT EXISTS ({seen})",
            [*values, *wanted],
        )
        return bool(cursor.rowcount)


def _entry(
    *, action: str, actor: Any, obj: Model | None, data: Mapping[str, Any] | None, actor_label: str = ""
) -> Entry:
    """An entry that is not written yet. Raises UnknownKey and SecretInLog."""
    actions.get(action)
    if found := _secret_key(data or {}):
        raise SecretInLog(f"{action}: data may not carry {found!r}.")
    return Entry(
        at=now(),
        action=action,
        actor_id=getattr(actor, "pk", None),
        actor_label=shorten(actor_label or _label(actor), 200),
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        object_label=shorten(_label(obj), 200),
        data=dict(data or {}),
    )


def _label(thing: Any) -> str:
    """How the log names a person or an object; a model may choose a shyer name than its text by ``audit_label``."""
    if thing is None:
        return ""
    return str(getattr(thing, "audit_label", None) or thing)


def _secret_key(data: Mapping[str, Any]) -> str | None:
    for key, value in data.items():
        if _SECRET.search(str(key)):
            return str(key)
        if isinstance(value, Mapping) and (found := _secret_key(value)):
            return found
    return None


def fingerprint(entry: Entry, *, position: int, previous_hash: str) -> str:
    """The hash of an entry at its place: SHA-256 over its canonical JSON, which contains the hash before it."""
    content = {
        "position": position,
        "previous": previous_hash,
        "id": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": entry.action,
        "actor": [entry.actor_id, entry.actor_label],
        "object": [entry.object_type, entry.object_id, entry.object_label],
        "data": entry.data,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal(*, batch: int = 1000) -> int:
    """Take up to ``batch`` committed entries into the chain; returns how many. Call again while it returns ``batch``.

    Only one sealer works at a time; a second one returns 0 at once. Logs the new end of the chain, so that a copy of it leaves the database.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        # Under READ COMMITTED this statement sees what the sealer before us committed: we asked after the lock was ours.
        position, previous = queries.end_of_chain(FIRST_HASH)
        rows = []
        for entry in queries.unsealed().order_by("id")[:batch]:
            position += 1
            digest = fingerprint(entry, position=position, previous_hash=previous)
            rows.append((entry.pk, position, previous, digest))
            previous = digest
        _write_seals(rows)
    if rows:
        log.info("audit.sealed", position=position, hash=previous, count=len(rows))
    return len(rows)


def _write_seals(rows: list[tuple[int, int, str, str]]) -> None:
    if not rows:
        return
    ids, positions, before, digests = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE audit_entry AS entry
            SET position = seal.position, previous_hash = seal.previous_hash, hash = seal.hash
            FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS seal(id, position, previous_hash, hash)
            WHERE entry.id = seal.id
            """,
            [ids, positions, before, digests],
        )


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """``broken_at`` is the first position that does not fit, ``reason`` one of "", "gap", "link", "content", "end"."""

    ok: bool
    checked: int
    unsealed: int
    end: str
    broken_at: int | None = None
    reason: str = ""


def verify(*, expect: tuple[int, str] | None = None) -> VerifyResult:
    """Walk the whole chain. ``expect`` is an end (position, hash) noted earlier outside the database: it must still be there."""
    unsealed = queries.unsealed().count()
    position, previous = 0, FIRST_HASH
    expected = expect[1] if expect else None
    for entry in _chain():
        reason = ""
        if entry.position != position + 1:
            reason = "gap"
        elif entry.previous_hash != previous:
            reason = "link"
        elif entry.hash != fingerprint(entry, position=position + 1, previous_hash=previous):
            reason = "content"
        elif expect and entry.position == expect[0] and entry.hash != expected:
            reason = "end"
        if reason:
            return VerifyResult(False, position, unsealed, previous, position + 1, reason)
        position, previous = position + 1, str(entry.hash)
    if expect and expect[0] > position:
        return VerifyResult(False, position, unsealed, previous, position + 1, "end")
    return VerifyResult(True, position, unsealed, previous)


def _chain() -> Iterator[Entry]:
    return Entry.objects.filter(position__isnull=False).order_by("position").iterator(chunk_size=2000)
