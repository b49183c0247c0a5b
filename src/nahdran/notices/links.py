# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets of the links in mails about subscriptions: derived from a token, an address and the secret key, never stored.

The link of one purpose serves no other. Used by the mails and by the pages behind the links.
"""

import hmac
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from nahdran.notices.models import Subscriber, Subscription

CONFIRM, LEAVE, RENEW, MANAGE = "confirm", "leave", "renew", "manage"


def confirm_link(subscription: Subscription) -> str:
    """Whoever opens it has the mailbox."""
    return _link("notices:follow_confirm", CONFIRM, subscription.token, subscription.subscriber.email)


def leave_link(subscription: Subscription) -> str:
    """Ends one subscription."""
    return _link("notices:follow_leave", LEAVE, subscription.token, subscription.subscriber.email)


def renew_link(subscription: Subscription) -> str:
    return _link("notices:follow_renew", RENEW, subscription.token, subscription.subscriber.email)


def manage_link(subscriber: Subscriber) -> str:
    """All subscriptions of an address: pause, change, delete."""
    return _link("notices:follow_manage", MANAGE, subscriber.token, subscriber.email)


def is_proof(purpose: str, token: object, email: str, proof: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any([constant_time_compare(_proof(key, purpose, token, email), proof) for key in keys])  # noqa: C419  no early exit: constant time


def _link(name: str, purpose: str, token: object, email: str) -> str:
    proof = _proof(settings.SECRET_KEY, purpose, token, email)
    return settings.SITE_URL + reverse(name, kwargs={"token": token, "proof": proof})


def _proof(key: str, purpose: str, token: object, email: str) -> str:
    told = f"nahdran.notices.follow.{purpose}:{token}:{email}"
    return hmac.new(key.encode(), told.encode(), sha256).hexdigest()[:40]
