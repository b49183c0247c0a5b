# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What notices puts into the desk and into the log."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.audit.registry import object_links
from nahdran.notices.operations.following import leave_with_account
from nahdran.notices.queries.following import confirmed_of, copy_for, subscriber_of
from nahdran.shell.slots import Card, FooterLink, SettingsPage, account_cards, footer_links, settings_pages


def _address(object_id: str) -> str:
    return reverse("notices_staff:delivery", kwargs={"pk": int(object_id)})


settings_pages.register(
    "deliveries",
    SettingsPage(
        key="deliveries",
        label=_("Zustellungen"),
        url_name="notices_staff:deliveries",
        icon="send",
        order=800,
        group=_("Betrieb"),
        description=_("Welche Nachrichten das Haus verlassen haben und welche nicht"),
        right="notices.manage",
    ),
)
settings_pages.register(
    "following",
    SettingsPage(
        key="following",
        label=_("Abos per E-Mail"),
        url_name="notices_staff:following",
        icon="bell",
        order=810,
        group=_("Betrieb"),
        description=_("Ob und wie viel man abonnieren kann, und wie viele es tun"),
        right="notices.following",
    ),
)


def _own_subscriptions(request: HttpRequest) -> dict[str, Any] | None:
    """The card of the account: how much is followed, and the way to it."""
    found = subscriber_of(request.user)
    return {"count": len(confirmed_of(found)) if found else 0}


account_cards.register("following", Card("following", "notices/citizen/account_card.html", _own_subscriptions, 60))
erasers.register("notices", leave_with_account)
exports.register("notices", copy_for)
footer_links.register(
    "following", FooterLink("following", _("Ihre Abos per E-Mail"), "notices:follow_overview", _("Hilfe"), 40)
)
object_links.register("notices.delivery", _address)
if settings.DEMO:
    footer_links.register(
        "demo_mails",
        FooterLink(
            key="demo_mails",
            label=_("Post der Demonstration"),
            url_name="notices:demo_mails",
            group=_("Hilfe"),
            order=950,
        ),
    )
