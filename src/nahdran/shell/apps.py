# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``shell``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Shell(Capability):
    name = "nahdran.shell"
    verbose_name = _("Gehäuse")
    citizen_urls = "nahdran.shell.urls.citizen"
    staff_urls = "nahdran.shell.urls.staff"
