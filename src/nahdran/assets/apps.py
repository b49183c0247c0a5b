# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``assets``: the lamps, benches and containers that the town owns and numbers."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Assets(Capability):
    name = "nahdran.assets"
    verbose_name = _("Bestand")
    staff_urls = "nahdran.assets.urls.staff"
    rights = (
        Right("assets.read", _("Lampen, Bänke und Behälter der Stadt ansehen"), of_unit=True),
        Right("assets.manage", _("Listen von Lampen, Bänken und Behältern einrichten und einlesen")),
    )
