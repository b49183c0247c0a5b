# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs of taking over, what each row became, and what was wrong with a row."""

from nahdran.takeover.models.photo import PhotoBox, TakenPhoto
from nahdran.takeover.models.preset import Preset
from nahdran.takeover.models.run import Fault, Run
from nahdran.takeover.models.taken import Taken

__all__ = ["Fault", "PhotoBox", "Preset", "Run", "Taken", "TakenPhoto"]
