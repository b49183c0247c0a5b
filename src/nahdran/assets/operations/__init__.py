# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of what the town owns: set up a list, bring a file, match its columns, try it out, take it in."""

from nahdran.assets.operations.carrying import work
from nahdran.assets.operations.errors import UnableToTakeIn
from nahdran.assets.operations.layers import remove_layer, save_layer, save_notice, switch_layer
from nahdran.assets.operations.osm import take_in_osm
from nahdran.assets.operations.prepare import begin, choose_columns, drop, erase_old, start

__all__ = [
    "UnableToTakeIn",
    "begin",
    "choose_columns",
    "drop",
    "erase_old",
    "remove_layer",
    "save_layer",
    "save_notice",
    "start",
    "switch_layer",
    "take_in_osm",
    "work",
]
