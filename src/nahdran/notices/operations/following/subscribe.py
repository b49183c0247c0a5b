# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beginning to follow: asked for, confirmed by a link in a mail, renewed after two years, ended at once.

Called by the pages of citizens. Nobody learns here whether an address follows something already.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.kit import clock
from nahdran.notices.enums import DUE, State
from nahdran.notices.models import Delivery, Subscriber, Subscription
from nahdran.notices.operations.following import mails
from nahdran.notices.operations.following.errors import FollowingIsOff, TooManySubscriptions
from nahdran.notices.queries.following import KEY_PREFIX, confirmed_of, follow_settings
from nahdran.notices.rhythm import next_moment
from nahdran.notices.wishes import Wish, print_of

# So many mails go to a mailbox of which nobody has shown since that it is theirs.
MOST_MAILS = 3


def subscribe(*, wish: Wish, email: str, language: str = "de", account: User | None = None) -> Subscription | None:
    """Follow what the wish says. Counts at once where the address is that of the account, else after a click in a mail.

    Raises FollowingIsOff, CrossingLines and, only for the owner of the address, TooManySubscriptions. Nothing is returned where a stranger
    asks for more than the address may have.
    """
    town = follow_settings()
    if not town.is_on:
        raise FollowingIsOff
    columns = wish.columns()
    known = account is not None and account.email.lower() == email.lower()
    with transaction.atomic():
        subscriber = _subscriber(email.lower(), language, account if known else None)
        key = print_of(columns)
        found = subscriber.subscriptions.filter(print=key).first()
        if found is None and subscriber.subscriptions.count() >= town.most:
            if known:
                raise TooManySubscriptions
            _remind(subscriber)
            return None
        now = clock.now()
        row = found or Subscription.objects.create(
            subscriber=subscriber, print=key, began_at=now, **columns, **wish.timing()
        )
        if known:
            _begin(row, wish.timing())
        elif row.confirmed_at:
            _remind(subscriber)
        elif _may_mail(subscriber):
            mails.ask_to_confirm(row)
    return row


def _subscriber(email: str, language: str, account: User | None) -> Subscriber:
    """The row of the address, locked, so that two requests at once are one."""
    Subscriber.objects.bulk_create([Subscriber(email=email, language=language[:2])], ignore_conflicts=True)
    row = Subscriber.objects.select_for_update().get(email=email)
    if account is not None:
        row.account, row.language = account, language[:2]
        row.save(update_fields=["account", "language"])
    return row


def _may_mail(subscriber: Subscriber) -> bool:
    if subscriber.mails_sent >= MOST_MAILS:
        return False
    subscriber.mails_sent += 1
    subscriber.save(update_fields=["mails_sent"])
    return True


def _remind(subscriber: Subscriber) -> None:
    """To somebody who follows it already: the page shows the same as to everybody, the mail has the link to what they follow."""
    if confirmed_of(subscriber) and _may_mail(subscriber):
        mails.send_overview(subscriber)


def ask_for_overview(*, email: str) -> None:
    """The link to their subscriptions, by mail. Nothing happens for an address that follows nothing."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().filter(email=email.lower()).first()
        if subscriber is not None:
            _remind(subscriber)


def confirm(*, token: UUID) -> None:
    """The person has shown that the mailbox is theirs. Twice is once."""
    with transaction.atomic():
        row = locked(token)
        if row is None:
            return
        Subscriber.objects.filter(pk=row.subscriber_id).update(mails_sent=0)
        if row.confirmed_at is None:
            _begin(row, {})


def renew(*, token: UUID) -> None:
    """Still wanted: the two years begin again."""
    with transaction.atomic():
        row = locked(token)
        if row is not None and row.confirmed_at is not None:
            row.renewed_at, row.asked_at = clock.now(), None
            row.save(update_fields=["renewed_at", "asked_at"])


def leave(*, token: UUID) -> None:
    """No more mails, and the address is gone with its last subscription. Whoever is just being told is waited for. Left already, nothing happens."""
    with transaction.atomic():
        row = locked(token)
        if row is None:
            return
        subscriber = row.subscriber
        _recall(f"{KEY_PREFIX}{row.token}:")
        row.delete()
        if not subscriber.subscriptions.exists():
            subscriber.delete()


def leave_all(*, subscriber: Subscriber) -> None:
    """Everything of this address goes."""
    with transaction.atomic():
        fresh = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
        if fresh is None:
            return
        rows = list(fresh.subscriptions.select_for_update().order_by("pk"))
        for token in (fresh.token, *(row.token for row in rows)):
            _recall(f"{KEY_PREFIX}{token}:")
        fresh.delete()


def leave_with_account(user: User) -> None:
    """What the account follows, and what its address follows."""
    for subscriber in [
        *Subscriber.objects.filter(account=user),
        *Subscriber.objects.filter(email=user.email.lower()).exclude(account=user),
    ]:
        leave_all(subscriber=subscriber)


def locked(token: UUID) -> Subscription | None:
    """The subscription behind the lock of its subscriber: always in this order, or two steps could wait for each other."""
    row = Subscription.objects.filter(token=token).only("subscriber_id").first()
    if row is None or not Subscriber.objects.select_for_update().filter(pk=row.subscriber_id).exists():
        return None
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("subscriber", "district")
    return rows.filter(token=token).first()


def due_after(row: Subscription, now: datetime) -> datetime | None:
    return next_moment(row.rhythm, weekday=row.weekday, hour=row.hour, after=now)


def _begin(row: Subscription, timing: dict[str, object]) -> None:
    """It counts from now on; asked again by its owner, it takes on the new rhythm and goes on."""
    now = clock.now()
    for name, value in timing.items():
        setattr(row, name, value)
    row.confirmed_at = row.confirmed_at or now
    row.renewed_at, row.asked_at = now, None
    row.paused_at, row.paused_why = None, ""
    row.next_at = due_after(row, now)
    row.save()


def _recall(prefix: str) -> None:
    """Messages that have not left yet never will; nothing of them is kept."""
    waiting = Delivery.objects.filter(dedup_key__startswith=prefix, state__in=DUE)
    waiting.update(
        state=State.CANCELLED,
        address="",
        recipient_name="",
        subject="",
        text="",
        html="",
        headers={},
        erased_at=clock.now(),
    )
