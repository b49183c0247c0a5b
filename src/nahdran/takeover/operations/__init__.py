# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of a takeover: bring a file, match its columns and terms, try it out, take it over, take it back."""

from nahdran.takeover.operations.carrying import work
from nahdran.takeover.operations.errors import UnableToTakeOver
from nahdran.takeover.operations.photos import bring_photos, work_photos
from nahdran.takeover.operations.prepare import begin, choose_columns, choose_terms, drop, start
from nahdran.takeover.operations.upkeep import erase_old

__all__ = [
    "UnableToTakeOver",
    "begin",
    "bring_photos",
    "choose_columns",
    "choose_terms",
    "drop",
    "erase_old",
    "start",
    "work",
    "work_photos",
]
