# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of the outbox. What people follow is read by ``queries.following``."""

from nahdran.notices.queries.outbox import (
    JOB_LOCK_PREFIX,
    OutboxSummary,
    abandoned,
    abandoned_rows,
    deliveries,
    due_without_job,
    outbox_summary,
    to_erase,
)

__all__ = [
    "JOB_LOCK_PREFIX",
    "OutboxSummary",
    "abandoned",
    "abandoned_rows",
    "deliveries",
    "due_without_job",
    "outbox_summary",
    "to_erase",
]
