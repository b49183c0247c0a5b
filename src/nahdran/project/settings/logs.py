# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Structured logs with request and case ids and no personal data."""

LOGGING: dict = {"version": 1, "disable_existing_loggers": False}
