# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The municipality, its units and the days on which it is closed."""

from nahdran.org.models.closure import Closure
from nahdran.org.models.municipality import Municipality
from nahdran.org.models.text_block import TextBlock
from nahdran.org.models.unit import Membership, Unit

__all__ = ["Closure", "Membership", "Municipality", "TextBlock", "Unit"]
