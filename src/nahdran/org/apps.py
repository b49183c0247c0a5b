# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``org``: the municipality, its units and who works in them."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Org(Capability):
    name = "nahdran.org"
    verbose_name = _("Organisation")
    staff_urls = "nahdran.org.urls"
    rights = (Right("org.manage", _("Stadt, Einheiten, Texte und Farben einrichten")),)
