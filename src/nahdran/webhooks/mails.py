# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mail to the administrators when an address was switched off."""

from nahdran.accounts.queries import administrators
from nahdran.notices.operations import Recipient, send
from nahdran.webhooks.models import Endpoint


def stopped(endpoint: Endpoint) -> None:
    """Once for each time."""
    moment = int(endpoint.stopped_at.timestamp()) if endpoint.stopped_at else 0
    for person in administrators():
        send(
            recipient=Recipient(address=person.email, name=person.name, language=person.language),
            template="webhooks/stopped",
            context={"endpoint": endpoint},
            dedup_key=f"webhook:{endpoint.pk}:{moment}:{person.pk}",
        )
