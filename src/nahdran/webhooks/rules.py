# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times and sizes of webhooks. Pure calculation."""

from datetime import datetime, timedelta

from nahdran.notices.rules import delay_after

# One attempt, with everything that belongs to it.
SECONDS = 10.0
# A person waits for the answer to a test.
TEST_SECONDS = 6.0
# What the other side answers is not read further than this, and not kept.
MAX_ANSWER = 16_384
# Longer than an attempt can take; afterwards its worker counts as dead.
LEASE = timedelta(minutes=2)
# An address that does not answer is asked again no later than this.
LONGEST_REST = timedelta(hours=1)
# Both keys count for so long after a new one was given out.
ROLLOVER = timedelta(days=7)
KEPT = timedelta(days=30)
# A job ends after so many and makes room for mails.
AT_ONCE = 50
# A job that is due normally starts within seconds; only then it counts as lost.
LOST_AFTER = timedelta(minutes=2)


def rest_until(failures: int, now: datetime) -> datetime:
    """When an address is asked again after so many failures in a row."""
    return now + min(delay_after(failures), LONGEST_REST)
