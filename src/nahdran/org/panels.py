# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What org puts into the desk: the settings and their pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rules import has_right_somewhere
from nahdran.org.queries import town
from nahdran.org.texts import Text, texts
from nahdran.shell.slots import DeskNavItem, SettingsPage, TownColours, colours, desk_nav, settings_pages


def _sees_settings(request: Any) -> bool:
    return any(has_right_somewhere(request.user, page.right) for page in settings_pages if page.right)


def _colours() -> TownColours:
    row = town()
    return TownColours(hue=float(row.hue), chroma=float(row.chroma))


colours.ask = _colours


desk_nav.register(
    "settings",
    DeskNavItem(
        key="settings",
        label=_("Einstellungen"),
        url_name="org:settings",
        icon="settings",
        order=900,
        group=_("Stadt"),
        visible=_sees_settings,
    ),
)

TOWN = _("Stadt")
for page in (
    SettingsPage(
        "town",
        _("Angaben der Stadt"),
        "org:town",
        "townhall",
        10,
        TOWN,
        _("Name, Adresse, Bundesland, Vorgangsnummern"),
        "org.manage",
    ),
    SettingsPage(
        "colours",
        _("Farben"),
        "org:colours",
        "sun",
        20,
        TOWN,
        _("Der eine Akzent, der zu Ihrer Stadt gehört"),
        "org.manage",
    ),
    SettingsPage(
        "texts", _("Texte"), "org:texts", "note", 30, TOWN, _("Sätze, die Sie selbst formulieren möchten"), "org.manage"
    ),
    SettingsPage(
        "units",
        _("Einheiten"),
        "org:units",
        "people",
        40,
        TOWN,
        _("Wer gehört wohin und mit welcher Rolle"),
        "org.manage",
    ),
    SettingsPage(
        "closures",
        _("Schließtage"),
        "org:closures",
        "calendar",
        50,
        TOWN,
        _("Tage, an denen Fristen nicht laufen"),
        "org.manage",
    ),
):
    settings_pages.register(page.key, page)

texts.register(
    "org.footer_note",
    Text(
        "org.footer_note",
        _("Satz im Fuß der Seite"),
        _("ganz unten auf jeder Seite"),
        _("Lieber sprechen? Rufen Sie die Behördennummer 115 an."),
    ),
)
