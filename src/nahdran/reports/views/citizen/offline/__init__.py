# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reporting without a network: the pages that a phone keeps, the kinds it has to know, and the address that takes what waited."""
