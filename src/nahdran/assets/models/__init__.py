# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of things, the things in them, and the imports that brought them."""

from nahdran.assets.models.asset import Asset
from nahdran.assets.models.imports import Fault, Import
from nahdran.assets.models.layer import AssetLayer

__all__ = ["Asset", "AssetLayer", "Fault", "Import"]
