# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Virus scan by a ClamAV daemon over a Unix socket or TCP."""
