# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``pwa``: the town as an app, and pages that work without a network."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Pwa(Capability):
    name = "nahdran.pwa"
    verbose_name = _("App")
    citizen_urls = "nahdran.pwa.urls"
