# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``accounts``."""

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Accounts(Capability):
    name = "nahdran.accounts"
    verbose_name = _("Konten")
    citizen_urls = "nahdran.accounts.urls.citizen"
    staff_urls = "nahdran.accounts.urls.staff"
    rights = (
        Right("accounts.read", _("Personen und Rollen ansehen")),
        Right("accounts.manage", _("Personen und Rollen einrichten")),
        Right("accounts.api_keys", _("Schlüssel für andere Programme ausgeben und zurückziehen")),
    )

    def ready(self) -> None:
        super().ready()
        from nahdran.accounts.receivers import lay_roles

        post_migrate.connect(lay_roles, sender=self, dispatch_uid="accounts.lay_roles")
