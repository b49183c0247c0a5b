# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes by itself: unconfirmed wishes, subscriptions nobody wants any more, mailboxes that do not exist, what has been told."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nahdran.kit import clock
from nahdran.notices.enums import Pause
from nahdran.notices.models import Happening, Match, Subscriber, Subscription
from nahdran.notices.operations.following import mails
from nahdran.notices.operations.following.manage import pause
from nahdran.notices.operations.following.subscribe import leave, locked
from nahdran.notices.queries.following import bounced, follow_settings

_BATCH = 500
_DAYS_OF_A_MONTH = 30.44
# So long somebody has to answer whether they still want it.
ANSWER_WITHIN = timedelta(days=30)
# What was told is kept so long, for the administrator's numbers and against doubles.
_TOLD_FOR = timedelta(days=30)
_HAPPENINGS_FOR = timedelta(days=800)


def expire_unconfirmed() -> int:
    """What nobody has confirmed in time goes, and the address with it. Returns how many."""
    before = clock.now() - timedelta(days=follow_settings().confirm_days)
    open_ones = Subscription.objects.filter(confirmed_at__isnull=True, began_at__lt=before)
    tokens = list(open_ones.values_list("token", flat=True)[:_BATCH])
    for token in tokens:
        leave(token=token)
    # An address whose wish was turned away has nothing at all.
    Subscriber.objects.filter(subscriptions__isnull=True, began_at__lt=before).delete()
    # Strangers have lost interest, so its owner gets mails again.
    Subscriber.objects.filter(mails_sent__gt=0).exclude(subscriptions__confirmed_at__isnull=True).update(mails_sent=0)
    return len(tokens)


def ask_again() -> int:
    """After so many months: is this still wanted? Whoever does not answer within a month is left alone. Returns how many were asked."""
    now = clock.now()
    for token in _tokens(asked_at__lt=now - ANSWER_WITHIN):
        leave(token=token)
    before = now - timedelta(days=follow_settings().keep_months * _DAYS_OF_A_MONTH)
    tokens = _tokens(renewed_at__lt=before, asked_at__isnull=True)
    for token in tokens:
        with transaction.atomic():
            row = locked(token)
            if row is not None and row.asked_at is None:
                row.asked_at = now
                row.save(update_fields=["asked_at"])
                mails.ask_to_renew(row, until=now + ANSWER_WITHIN)
    return len(tokens)


def _tokens(**wanted: object) -> list[UUID]:
    rows = Subscription.objects.filter(confirmed_at__isnull=False, **wanted)
    return list(rows.order_by("pk").values_list("token", flat=True)[:_BATCH])


def pause_bounced() -> int:
    """A mailbox that does not take our mails gets no more of them until its owner wants it. Returns how many mailboxes."""
    newest: dict[str, int] = {}
    for pk, address in bounced():
        newest.setdefault(address, pk)
    rows = [row for row in Subscriber.objects.filter(email__in=newest) if row.failed_delivery < newest[row.email]]
    for row in rows:
        for token in row.subscriptions.values_list("token", flat=True):
            pause(token=token, why=Pause.BOUNCE)
        Subscriber.objects.filter(pk=row.pk).update(failed_delivery=newest[row.email])
    return len(rows)


def forget_told() -> int:
    """What was told long ago. The keys of happenings stay, so that nothing is news twice. Returns how many rows went."""
    now = clock.now()
    gone = Match.objects.filter(told_at__lt=now - _TOLD_FOR).delete()[0]
    return gone + Happening.objects.filter(at__lt=now - _HAPPENINGS_FOR).delete()[0]
