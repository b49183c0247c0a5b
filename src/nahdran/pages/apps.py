# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``pages``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Pages(Capability):
    name = "nahdran.pages"
    verbose_name = _("Seiten")
