# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``audit``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Audit(Capability):
    name = "nahdran.audit"
    verbose_name = _("Protokoll")
