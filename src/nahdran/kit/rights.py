# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A right is one thing that a role may do. Each capability declares its own in its manifest; roles collect them.

Asking for a right that nobody declared is an error, so a typing mistake can never grant or refuse silently.
"""

from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Right:
    """``key`` is ``app.verb``; ``label`` finishes the German sentence "Diese Rolle darf ..."."""

    key: str
    label: Any
    # A right of a unit is held for the units a person belongs to; a right of the town is held everywhere.
    of_unit: bool = False


rights: Registry[Right] = Registry("rights")
