# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails of accounts go through the outbox. They carry codes and links that open an account, so all of them are secret."""

from nahdran.accounts.mailer import Mail, mailers
from nahdran.notices.operations import Recipient, send


def put_into_outbox(mail: Mail) -> None:
    send(
        recipient=Recipient(address=mail.address, name=mail.name, language=mail.language),
        template=mail.template,
        context=mail.context,
        dedup_key=mail.dedup_key,
        about=mail.about,
        secret=True,
    )


mailers.register("outbox", put_into_outbox)
