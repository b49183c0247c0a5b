# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling: one mail for each happening, or one for all of a day or a week. Rows of the outbox in the transaction that marks them as told.

Before anything is worded the source is asked what is public now, so what was withdrawn meanwhile is left out. What is being told is locked by
its subscription; whoever leaves at the same moment waits, and takes back what has not left the house.
"""

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction
from django.utils.translation import override

from nahdran.kit import clock
from nahdran.notices.enums import DUE, State
from nahdran.notices.models import Delivery, Happening, Match, Subscription
from nahdran.notices.operations.following import mails
from nahdran.notices.operations.following.subscribe import due_after
from nahdran.notices.queries.following import follow_settings, untold
from nahdran.notices.slots import FollowSource, Line, sources

_PORTION = 100


def tell_one(match_ids: Sequence[int], source: FollowSource, happening: Happening) -> None:
    """Single mails for these matches of one happening. Called in a transaction."""
    chosen = Match.objects.filter(pk__in=match_ids).values_list("subscription_id", flat=True)
    rows = _locked(list(chosen))
    matches = list(
        Match.objects.select_for_update(of=("self",)).filter(pk__in=match_ids, told_at__isnull=True).order_by("pk")
    )
    now = clock.now()
    lines: dict[str, Line | None] = {}
    for match in matches:
        match.told_at = now
        row = rows.get(match.subscription_id)
        if row is None:
            continue
        language = row.subscriber.language
        if language not in lines:
            with override(language):
                lines[language] = source.lines([happening.subject], single=True).get(happening.subject)
        line = lines[language]
        if line is not None:
            match.delivery = mails.tell(row, happening, line)
    Match.objects.bulk_update(matches, ["told_at", "delivery"])


def _locked(pks: list[int]) -> dict[int, Subscription]:
    """Subscriptions that still listen, by number."""
    rows = Subscription.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=pks, paused_at__isnull=True, confirmed_at__isnull=False
    )
    return {row.pk: row for row in rows.select_related("subscriber", "district").order_by("pk")}


def send_digests() -> int:
    """The collected mails that are due, in portions; two workers share them. Returns how many mails were written."""
    if not follow_settings().is_on:
        return 0
    count = 0
    while (written := _portion()) is not None:
        count += written
    return count


@transaction.atomic
def _portion() -> int | None:
    """A constant number of queries beside the mails themselves; None if nothing is due that no other worker holds."""
    now = clock.now()
    due = Subscription.objects.filter(next_at__lte=now, paused_at__isnull=True, confirmed_at__isnull=False)
    rows = list(
        due.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("subscriber", "district")
        .order_by("next_at", "pk")[:_PORTION]
    )
    if not rows:
        return None
    matches = list(untold(row.pk for row in rows).select_for_update(of=("self",)))
    told: dict[int, list[Match]] = {row.pk: [] for row in rows}
    for match in matches:
        match.told_at = now
        told[match.subscription_id].append(match)
    written = 0
    for (key, language), some in groupby(sorted(rows, key=_kind), key=_kind):
        with override(language):
            written += _write_digests(sources.get(key), list(some), told)
    for row in rows:
        row.next_at = due_after(row, now)
    Match.objects.bulk_update(matches, ["told_at", "delivery"], batch_size=1000)
    Subscription.objects.bulk_update(rows, ["next_at", "digests"])
    return written


def _kind(row: Subscription) -> tuple[str, str]:
    return row.source, row.subscriber.language


def _write_digests(source: FollowSource, rows: list[Subscription], told: dict[int, list[Match]]) -> int:
    lines = source.lines({match.happening.subject for row in rows for match in told[row.pk]})
    written = 0
    for row in rows:
        news = [match for match in told[row.pk] if match.happening.subject in lines]
        if not news:
            continue
        row.digests += 1
        happenings: list[Happening] = [match.happening for match in news]
        delivery = mails.tell_collected(row, source, happenings, lines)
        for match in news:
            match.delivery = delivery
        written += 1
    return written


def withdraw_news(*, source: str, subject: int) -> None:
    """It is no longer public: what waits in the outbox and tells of it is taken back; a collected mail is written anew without it.

    Called in the transaction that withdraws it.
    """
    about = Match.objects.filter(happening__source=source, happening__subject=subject, delivery__state__in=DUE)
    concerned = dict(about.values_list("subscription_id", "delivery_id"))
    if not concerned:
        return
    # In the order in which everybody takes these locks: subscription, then message.
    rows = Subscription.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("pk")
    running = [row.pk for row in rows if row.paused_at is None]
    held = Delivery.objects.select_for_update().filter(pk__in=concerned.values(), state__in=DUE)
    taken = [row.pk for row in held.order_by("pk")]
    Delivery.objects.filter(pk__in=taken).update(state=State.CANCELLED, subject="", text="", html="")
    again = Match.objects.filter(delivery__in=taken).exclude(happening__source=source, happening__subject=subject)
    affected = list(again.values_list("subscription_id", flat=True).distinct())
    again.update(told_at=None, delivery=None)
    Subscription.objects.filter(pk__in=set(affected) & set(running)).update(next_at=clock.now())
