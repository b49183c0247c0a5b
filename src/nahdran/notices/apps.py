# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``notices``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Notices(Capability):
    name = "nahdran.notices"
    verbose_name = _("Benachrichtigungen")
