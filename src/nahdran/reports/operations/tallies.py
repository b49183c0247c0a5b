# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after the counts that the database keeps of released reports. Called by the scheduler; the work is done by the database itself."""

from django.db import connection, transaction


def fold_tallies() -> int:
    """Add what has changed to the counts and return how many changes that were. Reading is right before and after; it only gets faster."""
    return _call("SELECT reports_tally_fold()")


def recount_tallies() -> int:
    """Count everything anew, correct what differs and return how many counts were wrong. Without a defect that is none."""
    return _call("SELECT reports_tally_recount()")


def _call(sql: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        count: int = cursor.fetchone()[0]
    return count
