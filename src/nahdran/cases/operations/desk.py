# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk keeps while people work: drafts, presence, follow-ups. None of it changes the case itself."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case, Draft, FollowUp, Presence
from nahdran.kit import clock


def keep_draft(*, case: Case, author: User, text: str, base: datetime) -> Draft | None:
    """Keep what somebody has typed, with the state of the case they had seen. An empty text drops the draft."""
    if not text.strip():
        drop_draft(case=case, author=author)
        return None
    draft, _ = Draft.objects.update_or_create(
        case=case, author=author, defaults={"text": text[:20_000], "base": base, "changed_at": clock.now()}
    )
    return draft


def drop_draft(*, case: Case, author: User) -> None:
    Draft.objects.filter(case=case, author=author).delete()


def look_at(*, case: Case, user: User, writing: bool) -> None:
    """Note in one statement that somebody has the case open. Old rows are swept by the nightly task."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_presence (case_id, user_id, writing, seen_at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (case_id, user_id) DO UPDATE SET writing = excluded.writing, seen_at = excluded.seen_at",
            [case.pk, user.pk, writing, clock.now()],
        )


def sweep_presence() -> None:
    """Nobody needs to know who looked at a case yesterday."""
    Presence.objects.filter(seen_at__lt=clock.now() - timedelta(hours=1)).delete()


def leave(*, case: Case, user: User) -> None:
    Presence.objects.filter(case=case, user=user).delete()


def set_follow_up(*, case: Case, day: date | None, actor: User) -> None:
    """Set or clear the day on which the case comes up again."""
    with transaction.atomic():
        if day is None:
            FollowUp.objects.filter(case=case).delete()
        else:
            FollowUp.objects.update_or_create(case=case, defaults={"date": day, "author": actor})
        record(action="cases.follow_up", actor=actor, obj=case, data={"date": day.isoformat() if day else None})
