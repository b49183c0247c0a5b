# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``files``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Files(Capability):
    name = "nahdran.files"
    verbose_name = _("Dateien")
