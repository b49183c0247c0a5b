# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads: who wants what, what is due, what the pages show."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from nahdran.kit.sealed import Unreadable, unseal
from nahdran.webhooks.enums import DUE, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event


class UnusableKey(Exception):
    """None of the keys can be read any longer; a new one has to be given out."""


def wanting(kinds: list[str]) -> QuerySet[Endpoint]:
    """Addresses in use that want one of these."""
    return Endpoint.objects.filter(is_active=True, kinds__overlap=kinds)


def keys_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The keys that count now, the newest first. Raises UnusableKey."""
    sealed = [endpoint.sealed_key]
    if endpoint.sealed_old_key and endpoint.old_key_until and endpoint.old_key_until > now:
        sealed.append(endpoint.sealed_old_key)
    try:
        return [unseal(each) for each in sealed]
    except Unreadable as error:
        raise UnusableKey from error


def due(now: datetime) -> QuerySet[Dispatch]:
    rested = Q(endpoint__rests_until=None) | Q(endpoint__rests_until__lte=now)
    return Dispatch.objects.filter(rested, state__in=DUE, next_attempt_at__lte=now, endpoint__is_active=True)


def endpoints_with_due(now: datetime) -> list[int]:
    return list(due(now).order_by("endpoint_id").values_list("endpoint_id", flat=True).distinct())


def unspread(before: datetime) -> QuerySet[Event]:
    """Events whose job got lost."""
    return Event.objects.filter(spread_at=None, at__lt=before).order_by("at")


def endpoints() -> QuerySet[Endpoint]:
    """Each with what waits and what did not arrive."""
    return Endpoint.objects.annotate(
        waiting=Count("dispatches", filter=Q(dispatches__state__in=[*DUE, State.SENDING])),
        failed=Count("dispatches", filter=Q(dispatches__state=State.FAILED)),
    )


def log_of(endpoint: Endpoint, state: str = "") -> QuerySet[Dispatch]:
    rows = Dispatch.objects.filter(endpoint=endpoint).select_related("event")
    return rows.filter(state=state) if state else rows
