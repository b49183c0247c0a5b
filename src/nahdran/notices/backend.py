# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's own way of sending mail leads into the outbox as well, so that no package can send past it."""

import secrets
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from nahdran.kit.text import clean_line
from nahdran.notices.addressing import Recipient
from nahdran.notices.operations import post
from nahdran.notices.rendering import Rendered


class OutboxBackend(BaseEmailBackend):
    """One row for each recipient. Attachments are refused: messages of this house link to what they are about."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise ValueError("The outbox takes no attachments; link to the file instead.")
            for address in message.recipients():
                post(
                    recipient=Recipient(address),
                    rendered=_rendered(message),
                    template="",
                    dedup_key=f"django:{secrets.token_hex(16)}",
                )
        return len(email_messages)


def _rendered(message: EmailMessage) -> Rendered:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(content) for content, mimetype in alternatives if mimetype == "text/html"), "")
    return Rendered(subject=clean_line(str(message.subject)), text=str(message.body), html=html)
