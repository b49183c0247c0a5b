# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the core leaves open for the features above it: ways to take in a concern at the desk. Filled in their ``panels.py``."""

from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class NewCasePage:
    """A form with which staff take in a concern by phone, at the counter or from a letter."""

    key: str
    label: Any
    description: Any
    icon: str
    url_name: str
    order: int = 100


new_case_pages: Registry[NewCasePage] = Registry("new case pages", order=lambda page: (page.order, page.key))
