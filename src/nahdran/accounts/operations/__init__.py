# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the accounts; import them from their modules: people, roles, citizens, codes."""
