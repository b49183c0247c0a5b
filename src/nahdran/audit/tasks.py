# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closing the chain every minute, whatever happens in the town."""

from procrastinate.contrib.django import app

from nahdran.audit import operations

BATCH = 1000


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal all that is committed, in batches, so that the lock is never held for long."""
    while operations.seal(batch=BATCH) == BATCH:
        pass
