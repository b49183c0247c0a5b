# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a message into the outbox: in the transaction that causes it, so it is neither lost nor sent for something that never happened."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from nahdran.notices.addressing import Recipient, checked, checked_headers
from nahdran.notices.channels.registry import channels
from nahdran.notices.models import Delivery
from nahdran.notices.operations.queueing import enqueue
from nahdran.notices.rendering import Rendered, render


def send(
    *,
    recipient: Recipient,
    template: str,
    context: Mapping[str, Any],
    dedup_key: str,
    about: str = "",
    channel: str = "mail",
    headers: Mapping[str, str] | None = None,
    secret: bool = False,
) -> Delivery:
    """Render the template in the recipient's language, write the row and queue its job, all in the caller's transaction.

    The same ``dedup_key`` again returns the first row and sends nothing. ``about`` is a case's reference, never anything personal.
    ``secret`` marks codes and links that open something: staff cannot read them and they are erased once sent.
    Raises InvalidRecipient.
    """
    found = Delivery.objects.filter(dedup_key=dedup_key).first()
    if found is not None:
        return found
    person = checked(recipient)
    rendered = render(template=template, context=context, language=person.language, name=person.name)
    return _write(
        recipient=person,
        rendered=rendered,
        template=template,
        dedup_key=dedup_key,
        about=about,
        channel=channel,
        headers=headers,
        secret=secret,
    )


def post(
    *,
    recipient: Recipient,
    rendered: Rendered,
    template: str,
    dedup_key: str,
    about: str = "",
    channel: str = "mail",
    headers: Mapping[str, str] | None = None,
    secret: bool = False,
) -> Delivery:
    """Like ``send`` for what is rendered already."""
    found = Delivery.objects.filter(dedup_key=dedup_key).first()
    if found is not None:
        return found
    return _write(
        recipient=checked(recipient),
        rendered=rendered,
        template=template,
        dedup_key=dedup_key,
        about=about,
        channel=channel,
        headers=headers,
        secret=secret,
    )


@transaction.atomic(savepoint=False)
def _write(
    *,
    recipient: Recipient,
    rendered: Rendered,
    template: str,
    dedup_key: str,
    about: str,
    channel: str,
    headers: Mapping[str, str] | None,
    secret: bool,
) -> Delivery:
    """The row and its job. A twin at the same moment is waited for by the database, which keeps its row; a second job finds nothing to do."""
    channels.get(channel)
    delivery = Delivery(
        dedup_key=dedup_key,
        channel=channel,
        address=recipient.address,
        recipient_name=recipient.name,
        language=recipient.language,
        template=template,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=checked_headers(headers or {}),
        message_id=new_message_id(),
        about=about,
        is_secret=secret,
    )
    (kept,) = Delivery.objects.bulk_create(
        [delivery], update_conflicts=True, unique_fields=["dedup_key"], update_fields=["dedup_key"]
    )
    enqueue(kept.pk)
    return kept


def new_message_id() -> str:
    """A Message-ID of our own. The keyed hash lets an answer prove that it answers a message of this house."""
    token = secrets.token_hex(16)
    proof = salted_hmac("nahdran.notices.message-id", token, algorithm="sha256").hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return f"<{token}.{proof}@{domain}>"
