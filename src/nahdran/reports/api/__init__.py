# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entrances for other programs: Open311 GeoReport v2, and our own JSON. Each calls operations or queries; nothing else imports from here."""
