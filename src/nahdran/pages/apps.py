# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``pages``."""

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Pages(Capability):
    name = "nahdran.pages"
    verbose_name = _("Seiten")
    citizen_urls = "nahdran.pages.urls.editorial"
    last_urls = "nahdran.pages.urls.pages"
    rights = (Right("pages.edit", _("Seiten der Stadt bearbeiten und veröffentlichen")),)

    def ready(self) -> None:
        super().ready()
        from nahdran.pages.receivers import lay_pages

        post_migrate.connect(lay_pages, sender=self, dispatch_uid="pages.lay_pages")
