# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as a channel: by the server of ``MAIL_URL``; without one into a folder in the demonstration; else not ready."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nahdran.notices import texts
from nahdran.notices.channels.base import Channel, Later, Outgoing
from nahdran.notices.channels.mail import folder, smtp
from nahdran.notices.channels.mail.message import build, sender_address
from nahdran.notices.channels.mail.server import InvalidMailUrl, MailServer
from nahdran.org.queries import town


class MailChannel(Channel):
    key: ClassVar[str] = "mail"
    label = _("E-Mail")

    def is_ready(self) -> bool:
        return bool(settings.MAIL_URL or settings.DEMO)

    def deliver(self, message: Outgoing, *, handing_over: Callable[[], None]) -> str:
        mail = build(message, sender_name=town().name)
        if not settings.MAIL_URL:
            return _put_into_folder(mail, message.message_id, handing_over)
        try:
            server = MailServer.from_url(settings.MAIL_URL)
        except InvalidMailUrl as error:
            raise Later(str(error)) from error
        return smtp.hand_over(
            server, sender=sender_address(), recipient=message.address, data=mail.as_bytes(), handing_over=handing_over
        )

    def check_config(self) -> list[str]:
        if not settings.MAIL_URL:
            return [] if settings.DEMO else [texts.NO_URL]
        try:
            smtp.probe(MailServer.from_url(settings.MAIL_URL), sender_address())
        except (InvalidMailUrl, Later) as error:
            return [str(error)]
        return []


def _put_into_folder(mail: EmailMessage, message_id: str, handing_over: Callable[[], None]) -> str:
    handing_over()
    try:
        return folder.put(mail, message_id.strip("<>").partition("@")[0])
    except OSError as error:
        # The same message has the same file name, so trying again cannot double it.
        raise Later(f"{texts.NO_FOLDER} {error}") from error
