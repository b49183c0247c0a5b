# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What accounts put into both faces: the link to the account, the menu under one's name, the settings of people and roles."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rights import register_default_rights
from nahdran.audit.registry import object_links
from nahdran.shell.slots import (
    FooterLink,
    MenuItem,
    NavItem,
    SettingsPage,
    citizen_account,
    desk_menu,
    footer_links,
    settings_pages,
)

citizen_account.register(
    "account",
    NavItem(
        key="account",
        label=_("Bürgerkonto"),
        url_name="accounts:overview",
        icon="user",
        text=_("Alle Ihre Anliegen an einem Ort"),
    ),
)
footer_links.register(
    "staff_sign_in",
    FooterLink(
        key="staff_sign_in", label=_("Für Beschäftigte"), url_name="accounts_staff:sign_in", group=_("Hilfe"), order=900
    ),
)
desk_menu.register(
    "my_account",
    MenuItem(key="my_account", label=_("Mein Konto"), url_name="accounts_staff:my_account", icon="user", order=10),
)
desk_menu.register(
    "sign_out",
    MenuItem(
        key="sign_out", label=_("Abmelden"), url_name="accounts_staff:sign_out", icon="lock", order=900, post=True
    ),
)
for page in (
    SettingsPage(
        key="people",
        label=_("Personen"),
        url_name="accounts_staff:people",
        icon="people",
        order=10,
        group=_("Zugänge"),
        description=_("Wer am Arbeitsplatz arbeitet, mit welchen Rollen"),
        right="accounts.read",
    ),
    SettingsPage(
        key="roles",
        label=_("Rollen"),
        url_name="accounts_staff:roles",
        icon="shield",
        order=20,
        group=_("Zugänge"),
        description=_("Was jede Rolle darf"),
        right="accounts.read",
    ),
    SettingsPage(
        key="api_keys",
        label=_("Schlüssel für Programme"),
        url_name="accounts_staff:api_keys",
        icon="key",
        order=30,
        group=_("Zugänge"),
        description=_("Welche anderen Programme mit der Stadt Daten austauschen"),
        right="accounts.api_keys",
    ),
):
    settings_pages.register(page.key, page)

register_default_rights("accounts", lead=["accounts.read"])
register_default_rights("audit", auditor=["audit.read"])
object_links.register("accounts.user", lambda pk: reverse("accounts_staff:person", args=[pk]))
object_links.register("accounts.role", lambda pk: reverse("accounts_staff:roles"))
object_links.register("accounts.apikey", lambda pk: reverse("accounts_staff:api_keys"))
