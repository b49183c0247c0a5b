# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``reports``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Reports(Capability):
    name = "nahdran.reports"
    verbose_name = _("Mängelmelder")
