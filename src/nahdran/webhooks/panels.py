# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What webhooks put into the desk: a page of the settings."""

from django.utils.translation import gettext_lazy as _

from nahdran.shell.slots import SettingsPage, settings_pages

settings_pages.register(
    "webhooks",
    SettingsPage(
        key="webhooks",
        label=_("Webhooks"),
        url_name="webhooks_staff:index",
        icon="share",
        order=805,
        group=_("Betrieb"),
        description=_("Andere Programme erfahren sofort, was öffentlich wird oder sich ändert"),
        right="webhooks.manage",
    ),
)
