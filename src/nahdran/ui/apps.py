# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``ui``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Ui(Capability):
    name = "nahdran.ui"
    verbose_name = _("Gestaltung")
