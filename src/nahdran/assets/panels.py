# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the lists put into the desk: an entry of the rail and a page of the settings."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rights import register_default_rights
from nahdran.accounts.rules import has_right_somewhere
from nahdran.shell.slots import DeskNavItem, SettingsPage, desk_nav, settings_pages

register_default_rights("assets", clerk=["assets.read"], lead=["assets.read"], service=["assets.read"])


def _reads(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, "assets.read")


desk_nav.register(
    "assets", DeskNavItem("assets", _("Bestand"), "assets_staff:index", "layers", order=65, visible=_reads)
)
settings_pages.register(
    "assets",
    SettingsPage(
        "assets",
        _("Bestand"),
        "assets_staff:layers",
        "layers",
        150,
        _("Mängelmelder"),
        _("Lampen, Bänke, Behälter mit Nummern einlesen"),
        "assets.manage",
    ),
)
