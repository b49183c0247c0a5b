# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``accounts``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Accounts(Capability):
    name = "nahdran.accounts"
    verbose_name = _("Konten")
