# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The job that delivers a row: put into the queue in the transaction that writes the row, at most once at a time."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nahdran.notices.queries import JOB_LOCK_PREFIX

# The task itself stands in tasks.py, above; it is called by this name.
DELIVER = "nahdran.notices.deliver"


def enqueue(delivery_id: int, *, at: datetime | None = None) -> bool:
    """Queue the delivery, now or for later. False if a job for it is waiting already. The job carries the row's number and nothing else."""
    job = app.configure_task(DELIVER, queueing_lock=f"{JOB_LOCK_PREFIX}{delivery_id}", schedule_at=at)
    try:
        with transaction.atomic():
            job.defer(delivery_id=delivery_id)
    except AlreadyEnqueued:
        return False
    return True
