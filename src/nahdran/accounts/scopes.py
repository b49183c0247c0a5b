# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a key for another program may be good for. Each app that has an interface names its scopes here, in its ``panels.py``."""

from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class ApiScope:
    """``key`` is what stands in the command and in the database; ``label`` finishes the sentence "Dieses Programm darf ..."."""

    key: str
    label: Any
    description: Any = ""
    order: int = 100


api_scopes: Registry[ApiScope] = Registry("scopes of API keys", order=lambda scope: (scope.order, scope.key))
