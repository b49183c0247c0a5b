# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the page about the operation among the settings."""

from django.utils.translation import gettext_lazy as _

from nahdran.shell.slots import SettingsPage, settings_pages

settings_pages.register(
    "operate",
    SettingsPage(
        key="operate",
        label=_("Betrieb"),
        url_name="project_staff:operate",
        icon="pulse",
        order=900,
        group=_("Betrieb"),
        description=_("Ob alles läuft, was wartet, welche Version"),
        right="project.operate",
    ),
)
