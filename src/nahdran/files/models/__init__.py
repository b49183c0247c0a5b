# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one table of stored files."""

from nahdran.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
