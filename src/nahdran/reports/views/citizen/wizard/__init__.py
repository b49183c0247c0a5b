# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form with which citizens report a defect: photo, place, kind, details, review, thanks."""
