# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registry of texts that a town may word itself. Apps declare theirs in ``panels.py``; the settings page lists them."""

from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Text:
    """``where`` tells the administrator on which page the text stands."""

    key: str
    label: Any
    where: Any
    default: Any


texts: Registry[Text] = Registry("texts")
