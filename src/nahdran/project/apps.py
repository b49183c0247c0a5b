# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``project``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Project(Capability):
    name = "nahdran.project"
    verbose_name = _("nahdran")
    staff_urls = "nahdran.project.staff_urls"
    rights = (Right("project.operate", _("sehen, ob alles läuft")),)
