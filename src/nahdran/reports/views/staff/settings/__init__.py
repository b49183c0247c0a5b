# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of the defect reports: kinds, questions, routing, promises. All of it needs ``reports.manage``."""
