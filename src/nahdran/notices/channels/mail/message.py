# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mail itself (RFC 5322): headers, text, HTML. Everything is 7 bit on the wire, so any server takes it as it is."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from django.conf import settings

from nahdran.notices.channels.base import Outgoing


def sender_address() -> str:
    return str(settings.DEFAULT_FROM_EMAIL)


def build(message: Outgoing, *, sender_name: str) -> EmailMessage:
    """The mail of an outgoing message. The policy refuses line breaks in headers, whatever got this far."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(sender_name, addr_spec=sender_address())
    mail["To"] = Address(message.name, addr_spec=message.address)
    mail["Subject"] = message.subject
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = message.message_id
    if settings.MAIL_REPLY_TO:
        mail["Reply-To"] = settings.MAIL_REPLY_TO
    # RFC 3834: holiday notices and mailing lists shall not answer a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = message.language
    for name, value in message.headers.items():
        mail[name] = value
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail
