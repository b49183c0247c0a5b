# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tests of the house itself: floors, relations, sizes, catalogues, and what must not stand in the repository."""
