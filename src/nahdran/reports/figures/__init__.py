# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic of the statistics: numbers, periods and the protection of small ones. Pure; nothing here asks the database."""
