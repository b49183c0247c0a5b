# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``places``: where things are in the town."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Places(Capability):
    name = "nahdran.places"
    verbose_name = _("Orte")
    citizen_urls = "nahdran.places.urls"
