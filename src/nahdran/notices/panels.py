# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What notices puts into the desk and into the log."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import object_links
from nahdran.shell.slots import FooterLink, SettingsPage, footer_links, settings_pages


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
