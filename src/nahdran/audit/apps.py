# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``audit``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Audit(Capability):
    name = "nahdran.audit"
    verbose_name = _("Protokoll")
    staff_urls = "nahdran.audit.urls.staff"
    rights = (Right("audit.read", _("Das Protokoll lesen und ausführen")),)
