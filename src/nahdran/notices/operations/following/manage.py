# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do with their own subscriptions: pause, go on, change the rhythm. And the town: its settings."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.notices.enums import Pause, Rhythm
from nahdran.notices.models import FollowSettings, Subscription
from nahdran.notices.operations.following.subscribe import due_after, locked


def pause(*, token: UUID, why: Pause = Pause.PERSON) -> None:
    """Hear nothing until further notice; what happens meanwhile is not made up for."""
    with transaction.atomic():
        row = locked(token)
        if row is None or row.paused_at is not None:
            return
        row.paused_at, row.paused_why, row.next_at = clock.now(), why, None
        row.save(update_fields=["paused_at", "paused_why", "next_at"])
        row.matches.filter(told_at__isnull=True).delete()


def go_on(*, token: UUID) -> None:
    with transaction.atomic():
        row = locked(token)
        if row is None or row.paused_at is None:
            return
        row.paused_at, row.paused_why = None, ""
        row.next_at = due_after(row, clock.now())
        row.save(update_fields=["paused_at", "paused_why", "next_at"])


def change_rhythm(*, token: UUID, rhythm: Rhythm, weekday: int, hour: int) -> None:
    """What was collected so far is not lost: where mails leave at once from now on, it leaves at once as well."""
    with transaction.atomic():
        row = locked(token)
        if row is None:
            return
        row.rhythm, row.weekday, row.hour = rhythm, weekday, hour
        if row.paused_at is None and row.confirmed_at is not None:
            row.next_at = due_after(row, clock.now()) or _rest(row)
        row.save(update_fields=["rhythm", "weekday", "hour", "next_at"])


def _rest(row: Subscription) -> datetime | None:
    return clock.now() if row.matches.filter(told_at__isnull=True).exists() else None


def save_follow_settings(*, settings: FollowSettings, changed: list[str], actor: User | None) -> None:
    """Keep the one row; ``changed`` names the fields for the log."""
    with transaction.atomic():
        settings.pk = 1
        settings.save()
        record(action="notices.following", actor=actor, data={"fields": sorted(changed)})
