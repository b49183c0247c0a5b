# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``webhooks``: what becomes public, told to other programs as it happens."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Webhooks(Capability):
    name = "nahdran.webhooks"
    verbose_name = _("Webhooks")
    staff_urls = "nahdran.webhooks.urls.staff"
    rights = (Right("webhooks.manage", _("Webhooks an andere Programme einrichten")),)
