# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the editorial office writes; import models from here."""

from nahdran.pages.models.home import HomePage
from nahdran.pages.models.standard import StandardPage

__all__ = ["HomePage", "StandardPage"]
