# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up addresses. Every change is logged, the key never is; it is shown once, when it is made."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.kit.sealed import seal
from nahdran.webhooks.enums import DUE
from nahdran.webhooks.models import Dispatch, Endpoint
from nahdran.webhooks.operations.publishing import enqueue_sending
from nahdran.webhooks.rules import ROLLOVER
from nahdran.webhooks.signing import new_secret


@dataclass(frozen=True, slots=True)
class Made:
    """``plain`` is the key, known here and nowhere else."""

    row: Endpoint
    plain: str


@transaction.atomic
def add_endpoint(*, endpoint: Endpoint, actor: User | None) -> Made:
    plain = new_secret()
    endpoint.sealed_key, endpoint.created_by = seal(plain), actor
    endpoint.save()
    record(action="webhooks.added", actor=actor, obj=endpoint, data={"host": _host(endpoint)})
    return Made(endpoint, plain)


@transaction.atomic
def change_endpoint(*, endpoint: Endpoint, actor: User | None) -> Endpoint:
    """Address, wishes and whether it is in use. Switched on again, what waits for it is tried at once."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    moved = row.url != endpoint.url
    returns = endpoint.is_active and (moved or not row.is_active)
    for name in ("name", "url", "kinds", "topics", "is_active"):
        setattr(row, name, getattr(endpoint, name))
    if returns:
        row.stopped_at = row.rests_until = row.failing_since = None
        row.failures = 0
        now = clock.now()
        Dispatch.objects.filter(endpoint=row, state__in=DUE).update(next_attempt_at=now, queued_at=now)
    row.save()
    record(action="webhooks.changed", actor=actor, obj=row, data={"host": _host(row), "in_use": row.is_active})
    if returns:
        enqueue_sending(row.pk)
    return row


@transaction.atomic
def renew_key(*, endpoint: Endpoint, actor: User | None) -> Made:
    """A new key; the one before counts for another week, so the other side can change over in its own time.

    Asked again within that week, the key that the other side still uses goes on counting: a button pressed twice locks nobody out.
    """
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    plain, now = new_secret(), clock.now()
    if row.old_key_until is None or row.old_key_until <= now:
        row.sealed_old_key, row.old_key_until = row.sealed_key, now + ROLLOVER
    row.sealed_key = seal(plain)
    row.save(update_fields=["sealed_key", "sealed_old_key", "old_key_until"])
    record(action="webhooks.key_renewed", actor=actor, obj=row)
    return Made(row, plain)


@transaction.atomic
def end_old_key(*, endpoint: Endpoint, actor: User | None) -> bool:
    """The key before counts no longer. False if there is none."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if not row.sealed_old_key:
        return False
    row.sealed_old_key, row.old_key_until = "", None
    row.save(update_fields=["sealed_old_key", "old_key_until"])
    record(action="webhooks.old_key_ended", actor=actor, obj=row)
    return True


@transaction.atomic
def remove_endpoint(*, endpoint: Endpoint, actor: User | None) -> None:
    """With everything that waits for it and its list."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    record(action="webhooks.removed", actor=actor, obj=row, data={"host": _host(row)})
    row.delete()


def _host(endpoint: Endpoint) -> str:
    """For the log. The rest of the address may be a secret of the other side."""
    return urlsplit(endpoint.url).hostname or ""
