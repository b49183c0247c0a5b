# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the list of senders and words whose reports wait for a look. Nothing is ever dropped because of it; the log names no address and no words."""

from datetime import date, timedelta

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.reports.blocking import digests_of
from nahdran.reports.enums import BlockSort
from nahdran.reports.models import Block, WaitingReport
from nahdran.reports.operations.errors import NoLongerWaiting

# So long, unless somebody says otherwise.
USUAL = timedelta(days=365)


def usual_end() -> date:
    return clock.today() + USUAL


def block(*, sort: str, value: str, note: str = "", until: date | None = None, actor: User | None) -> Block:
    """Let reports wait that come from this address or domain, or say these words. The same again renews note and end.

    Of an address only a keyed digest is kept.
    """
    digest = digests_of(value)[0] if sort == BlockSort.ADDRESS else ""
    shown = "" if digest else clean_line(value).lower().lstrip("@" if sort == BlockSort.DOMAIN else "")
    end = until or usual_end()
    with transaction.atomic():
        row, _is_new = Block.objects.update_or_create(
            sort=sort,
            value=shown,
            digest=digest,
            defaults={"note": clean_line(note), "until": end, "actor": actor},
            create_defaults={"note": clean_line(note), "until": end, "actor": actor, "created_at": clock.now()},
        )
        record(action="reports.blocked", actor=actor, data={"sort": str(sort), "until": end.isoformat()})
    return row


def block_sender(*, waiting: WaitingReport, actor: User) -> Block:
    """Block the address of a report that waits for a look; the report itself is still to be decided. Raises NoLongerWaiting."""
    fresh = WaitingReport.objects.select_related("draft").filter(pk=waiting.pk).first()
    email = str(fresh.draft.data.get("email", "")) if fresh is not None else ""
    if not email:
        raise NoLongerWaiting
    return block(sort=BlockSort.ADDRESS, value=email, actor=actor)


def unblock(*, entry: Block, actor: User) -> None:
    """What waits already stays where it is. Twice is once."""
    with transaction.atomic():
        count, _each = Block.objects.filter(pk=entry.pk).delete()
        if count:
            record(action="reports.unblocked", actor=actor, data={"sort": str(entry.sort)})


def expire_blocks() -> int:
    """Delete what has come to its end. Returns how many."""
    with transaction.atomic():
        count, _each = Block.objects.filter(until__lt=clock.today()).delete()
        if count:
            record(action="reports.blocks_ended", actor_label="Zeitplan", data={"count": count})
    return count
