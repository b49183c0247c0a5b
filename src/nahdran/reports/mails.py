# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails of a report that is no case yet. Rows of the outbox in the transaction that causes them. What was typed is not in them:
nobody has proven yet that the address is theirs, so a stranger must not be sent other people's words.
"""

from nahdran.notices.operations import Recipient, send
from nahdran.places.queries import describe
from nahdran.reports.confirmation import confirm_link
from nahdran.reports.models import Category, WaitingReport


def ask_to_confirm(waiting: WaitingReport, *, again: bool = False) -> None:
    """The link that confirms; ``again`` words it as a reminder."""
    data = waiting.draft.data
    category = Category.objects.get(key=data["category"])
    place = data["place"]
    send(
        # Without the name: it was typed by somebody unknown.
        recipient=Recipient(address=data["email"], language=data.get("language", "de")),
        template="reports/confirm",
        context={
            "category": category,
            # Ours, not what the form sent along: that could be anything.
            "address": describe(place["lon"], place["lat"]).label,
            "link": confirm_link(waiting),
            "expires_at": waiting.expires_at,
            "again": again,
        },
        dedup_key=f"report:{waiting.token}:confirm:{waiting.mails_sent}",
        secret=True,  # the link confirms
    )
