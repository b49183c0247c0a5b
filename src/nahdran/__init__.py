# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""nahdran, the digital town hall."""

__version__ = "0.1.0"
