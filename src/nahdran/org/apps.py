# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``org``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Org(Capability):
    name = "nahdran.org"
    verbose_name = _("Organisation")
