# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backup and restore: database and files of one deployment in one archive with checksums. Called by the two commands of that name."""
