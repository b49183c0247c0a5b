# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link of a firm to one order: derived from a salt in the row, the order's name and the secret key, never stored.

Who holds it may see this order and act on it, as long as it lasts. A new salt ends it at once. Used by the mails, the PDF and the page behind it.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from nahdran.fieldwork.models import Order
from nahdran.kit import clock

LASTS = timedelta(days=60)
_AFTER_DUE = timedelta(days=30)


def new_salt() -> str:
    return secrets.token_hex(16)


def lasts_until(order: Order) -> datetime:
    """At least two months, and a month longer than the work may take."""
    now = clock.now()
    return max(now + LASTS, now + (order.due_date - clock.today()) + _AFTER_DUE)


def proof_of(order: Order, key: str = "") -> str:
    told = f"nahdran.fieldwork.order:{order.token}:{order.salt}"
    return hmac.new((key or settings.SECRET_KEY).encode(), told.encode(), sha256).hexdigest()[:40]


def link_of(order: Order) -> str:
    """The whole address, for mails and for the code on the firm's own paper."""
    path = reverse("fieldwork:order", kwargs={"token": order.token, "proof": proof_of(order)})
    return settings.SITE_URL + path


def is_proof(order: Order, proof: str) -> bool:
    """Whether the link was ever right since the last salt; whether it still lasts is ``is_over``."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return bool(order.salt) and any(
        [constant_time_compare(proof_of(order, key), proof) for key in keys]  # noqa: C419  no early exit: constant time
    )


def is_over(order: Order) -> bool:
    return order.link_until is None or order.link_until <= clock.now()
