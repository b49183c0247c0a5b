# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of what the town owns: lists, things near a place, by number, on a part of the map; and imports. For the house: what stands here."""

from nahdran.assets.queries.imports import all_faults, first_faults, import_of, imports_of
from nahdran.assets.queries.layers import LayerLine, active_assets, assets_of, layer_lines, layers_in_use
from nahdran.assets.queries.near import NearAsset, assets_in, measured, near_rows, nearest_assets
from nahdran.assets.queries.numbers import by_number, starting_with

__all__ = [
    "LayerLine",
    "NearAsset",
    "active_assets",
    "all_faults",
    "assets_in",
    "assets_of",
    "by_number",
    "first_faults",
    "import_of",
    "imports_of",
    "layer_lines",
    "layers_in_use",
    "measured",
    "near_rows",
    "nearest_assets",
    "starting_with",
]
