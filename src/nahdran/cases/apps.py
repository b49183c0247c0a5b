# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``cases``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Cases(Capability):
    name = "nahdran.cases"
    verbose_name = _("Vorgänge")
