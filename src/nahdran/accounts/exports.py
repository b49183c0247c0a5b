# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A copy of "Meine Daten": each app adds what it holds about a person. Called when a person asks for a copy (Art. 15 and 20 GDPR)."""

from collections.abc import Callable
from typing import Any

from nahdran.kit.registry import Registry

# Given the person, anything that JSON can hold. The key of the registry becomes the heading in the file.
exports: Registry[Callable[[Any], Any]] = Registry("account exports")
