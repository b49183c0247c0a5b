# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``takeover``: bringing along what another system knew."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Takeover(Capability):
    name = "nahdran.takeover"
    verbose_name = _("Übernahme")
    citizen_urls = "nahdran.takeover.urls.citizen"
    staff_urls = "nahdran.takeover.urls.staff"
    rights = (Right("takeover.manage", _("Meldungen aus einem anderen System übernehmen")),)
