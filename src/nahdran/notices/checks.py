# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether messages can leave and do leave. Asked through ``kit.checks``; the address of the mail server is looked at at every start."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import register as at_start
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nahdran.kit import clock
from nahdran.kit.checks import Finding, HealthCheck, from_problems, ok, register, warning
from nahdran.notices.addressing import InvalidRecipient, Recipient, checked
from nahdran.notices.channels.mail.server import InvalidMailUrl, MailServer
from nahdran.notices.channels.registry import channels
from nahdran.notices.queries import outbox_summary
from nahdran.notices.texts import in_words

SLOW = timedelta(minutes=15)


def check_channels() -> Finding:
    """Connects to every channel."""
    problems = [in_words(sentence) for channel in channels for sentence in channel.check_config()]
    if not problems and settings.DEMO and not settings.MAIL_URL:
        return ok(_("Demonstration: E-Mails werden nicht verschickt, sondern unter /demo/post/ gezeigt."))
    return from_problems(problems, _("Der Mailserver nimmt E-Mails an."))


def check_outbox() -> Finding:
    summary = outbox_summary()
    advice = _("Bitte unter Einstellungen, Zustellungen nachsehen.")
    if summary.needs_attention:
        count = summary.needs_attention
        return warning(
            ngettext("%(count)s Nachricht ist nicht angekommen.", "%(count)s Nachrichten sind nicht angekommen.", count)
            % {"count": count},
            advice,
        )
    if summary.oldest_waiting_at and summary.oldest_waiting_at < clock.now() - SLOW:
        return warning(_("Nachrichten warten seit mehr als 15 Minuten."), advice)
    return ok(_("Alle Nachrichten sind unterwegs oder angekommen."))


register(HealthCheck("notices.channels", _("E-Mail-Versand"), check_channels, order=50))
register(HealthCheck("notices.outbox", _("Postausgang"), check_outbox, order=51))


@at_start()
def mail_settings_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A mistyped setting stops the start instead of every single message."""
    found: list[CheckMessage] = []
    try:
        if settings.MAIL_URL:
            MailServer.from_url(settings.MAIL_URL)
    except InvalidMailUrl as error:
        found.append(Error(str(error), id="notices.E001"))
    for name, address in (("MAIL_FROM", settings.DEFAULT_FROM_EMAIL), ("MAIL_REPLY_TO", settings.MAIL_REPLY_TO)):
        try:
            if address or name == "MAIL_FROM":
                checked(Recipient(address))
        except InvalidRecipient:
            found.append(
                Error(
                    f"{name} is no mail address. Write the bare address, such as stadt@lohmar.example.",
                    id="notices.E002",
                )
            )
    return found
