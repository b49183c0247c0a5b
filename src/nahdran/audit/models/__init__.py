# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit stores; import models from here."""

from nahdran.audit.models.entry import Entry

__all__ = ["Entry"]
