# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the takeover puts into the desk: a page of the settings."""

from django.utils.translation import gettext_lazy as _

from nahdran.shell.slots import SettingsPage, settings_pages

settings_pages.register(
    "takeover",
    SettingsPage(
        "takeover",
        _("Übernahme"),
        "takeover_staff:runs",
        "download",
        190,
        _("Mängelmelder"),
        _("Meldungen aus einem früheren System mitnehmen"),
        "takeover.manage",
    ),
)
