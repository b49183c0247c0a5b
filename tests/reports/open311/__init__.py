# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tests of the interface for other programs: what the specification says, what known clients expect, and what attackers try."""
