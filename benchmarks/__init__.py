# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measurements of what the project promises. They print figures; nothing in the tests depends on the time they take."""
